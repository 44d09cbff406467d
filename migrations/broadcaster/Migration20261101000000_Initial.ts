import { Migration } from '@mikro-orm/migrations';

/** The broadcaster's tables. */
export class Migration20261101000000_Initial extends Migration {
  override up(): void {
    this.addSql(`
      create table programmes (
        id serial primary key,
        title text not null,
        genre text not null,
        weekday smallint not null,
        constraint programmes_weekday_check check (weekday >= 1 and weekday <= 7)
      )`);
    this.addSql(`
      create table campaigns (
        id serial primary key,
        programme_id int not null,
        name text not null,
        starts_on date not null,
        ends_on date not null,
        constraint campaigns_programme_id_foreign foreign key (programme_id) references programmes (id)
      )`);
    this.addSql(`create index campaigns_programme_id_index on campaigns (programme_id)`);
    this.addSql(`
      create table campaign_entries (
        id serial primary key,
        campaign_id int not null,
        guardian_reference int not null,
        entered_on date not null,
        constraint campaign_entries_campaign_id_guardian_reference_unique unique (campaign_id, guardian_reference),
        constraint campaign_entries_campaign_id_foreign foreign key (campaign_id) references campaigns (id)
      )`);
    this.addSql(`create index campaign_entries_guardian_reference_index on campaign_entries (guardian_reference)`);
    this.addSql(`
      create table staff (
        id serial primary key,
        organisation text not null,
        family_name text not null,
        given_name text not null,
        family_kana text not null,
        given_kana text not null,
        job_title text not null,
        phone text not null,
        email text not null
      )`);
    this.addSql(`create index staff_organisation_index on staff (organisation)`);
    this.addSql(`
      create table sessions (
        id serial primary key,
        class_reference int not null,
        staff_id int not null,
        held_on date not null,
        topic text not null,
        constraint sessions_staff_id_foreign foreign key (staff_id) references staff (id)
      )`);
    this.addSql(`create index sessions_staff_id_index on sessions (staff_id)`);
    this.addSql(`create index sessions_class_reference_index on sessions (class_reference)`);
    this.addSql(`
      create table assignments (
        id serial primary key,
        staff_id int not null,
        class_reference int not null,
        starts_on date not null,
        ends_on date null,
        constraint assignments_staff_id_foreign foreign key (staff_id) references staff (id)
      )`);
    this.addSql(`create index assignments_staff_id_index on assignments (staff_id)`);
    this.addSql(`create index assignments_class_reference_index on assignments (class_reference)`);
  }

  override down(): void {
    this.addSql('drop table assignments');
    this.addSql('drop table sessions');
    this.addSql('drop table staff');
    this.addSql('drop table campaign_entries');
    this.addSql('drop table campaigns');
    this.addSql('drop table programmes');
  }
}
