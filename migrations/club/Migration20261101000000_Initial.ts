import { Migration } from '@mikro-orm/migrations';

/** The club's tables. */
export class Migration20261101000000_Initial extends Migration {
  override up(): void {
    this.addSql(`
      create table advertising_opt_ins (
        id serial primary key,
        subject_kind text not null,
        subject_id int not null,
        giver_kind text not null,
        giver_id int not null,
        state text not null,
        channel text not null,
        proof_reference text not null,
        recorded_at timestamptz not null,
        constraint advertising_opt_ins_subject_giver_unique unique (subject_kind, subject_id, giver_kind, giver_id),
        constraint advertising_opt_ins_subject_kind_check check (subject_kind in ('GUARDIAN', 'CHILD_PARTICIPANT')),
        constraint advertising_opt_ins_giver_kind_check check (giver_kind in ('GUARDIAN', 'CHILD_PARTICIPANT')),
        constraint advertising_opt_ins_state_check check (state in ('OPTED_IN', 'OPTED_OUT'))
      )`);
    this.addSql(`
      create table courses (
        id serial primary key,
        code text not null,
        name text not null,
        level text not null,
        description text not null,
        constraint courses_code_unique unique (code)
      )`);
    this.addSql(`
      create table classes (
        id serial primary key,
        course_id int not null,
        name text not null,
        term text not null,
        weekday smallint not null,
        starts_at time not null,
        venue text not null,
        municipality_code text not null,
        capacity int not null,
        constraint classes_weekday_check check (weekday >= 1 and weekday <= 7),
        constraint classes_course_id_foreign foreign key (course_id) references courses (id)
      )`);
    this.addSql(`create index classes_course_id_index on classes (course_id)`);
    this.addSql(`create index classes_term_index on classes (term)`);
    this.addSql(`
      create table families (
        id serial primary key,
        registered_on date not null
      )`);
    this.addSql(`
      create table children (
        id serial primary key,
        family_name text not null,
        given_name text not null,
        family_kana text not null,
        given_kana text not null,
        sex text not null,
        birth_date date not null,
        postal_code text not null,
        prefecture text not null,
        municipality_code text not null,
        municipality_name text not null,
        street text not null,
        phone text null,
        email text null,
        registered_on date not null,
        left_on date null,
        deceased_on date null,
        family_id int not null,
        constraint children_sex_check check (sex in ('FEMALE', 'MALE', 'OTHER')),
        constraint children_family_id_foreign foreign key (family_id) references families (id)
      )`);
    this.addSql(`create index children_family_id_index on children (family_id)`);
    this.addSql(`create index children_birth_date_index on children (birth_date)`);
    this.addSql(`create index children_municipality_code_index on children (municipality_code)`);
    this.addSql(`
      create table enrolments (
        id serial primary key,
        child_id int not null,
        class_id int not null,
        state text not null,
        enrolled_on date not null,
        ended_on date null,
        constraint enrolments_child_id_class_id_unique unique (child_id, class_id),
        constraint enrolments_state_check check (state in ('ACTIVE', 'FINISHED', 'WITHDRAWN')),
        constraint enrolments_child_id_foreign foreign key (child_id) references children (id),
        constraint enrolments_class_id_foreign foreign key (class_id) references classes (id)
      )`);
    this.addSql(`create index enrolments_class_id_index on enrolments (class_id)`);
    this.addSql(`
      create table attendance (
        id serial primary key,
        enrolment_id int not null,
        held_on date not null,
        status text not null,
        constraint attendance_enrolment_id_held_on_unique unique (enrolment_id, held_on),
        constraint attendance_status_check check (status in ('PRESENT', 'ABSENT', 'LATE')),
        constraint attendance_enrolment_id_foreign foreign key (enrolment_id) references enrolments (id)
      )`);
    this.addSql(`
      create table guardians (
        id serial primary key,
        family_name text not null,
        given_name text not null,
        family_kana text not null,
        given_kana text not null,
        sex text not null,
        birth_date date not null,
        postal_code text not null,
        prefecture text not null,
        municipality_code text not null,
        municipality_name text not null,
        street text not null,
        phone text null,
        email text null,
        registered_on date not null,
        left_on date null,
        deceased_on date null,
        family_id int not null,
        member_code text null,
        constraint guardians_sex_check check (sex in ('FEMALE', 'MALE', 'OTHER')),
        constraint guardians_family_id_foreign foreign key (family_id) references families (id)
      )`);
    this.addSql(`create index guardians_family_id_index on guardians (family_id)`);
    this.addSql(`create index guardians_municipality_code_index on guardians (municipality_code)`);
    this.addSql(`create index guardians_member_code_index on guardians (member_code)`);
    this.addSql(`
      create table guardian_links (
        id serial primary key,
        guardian_id int not null,
        child_id int not null,
        relation text not null,
        state text not null,
        harm_flag boolean not null,
        started_on date not null,
        ended_on date null,
        constraint guardian_links_guardian_id_child_id_unique unique (guardian_id, child_id),
        constraint guardian_links_relation_check check (relation in ('MOTHER', 'FATHER', 'GRANDPARENT', 'OTHER')),
        constraint guardian_links_state_check check (state in ('ACTIVE', 'ENDED', 'DISPUTED')),
        constraint guardian_links_guardian_id_foreign foreign key (guardian_id) references guardians (id),
        constraint guardian_links_child_id_foreign foreign key (child_id) references children (id)
      )`);
    this.addSql(`create index guardian_links_child_id_guardian_id_index on guardian_links (child_id, guardian_id)`);
  }

  override down(): void {
    this.addSql('drop table guardian_links');
    this.addSql('drop table guardians');
    this.addSql('drop table attendance');
    this.addSql('drop table enrolments');
    this.addSql('drop table children');
    this.addSql('drop table families');
    this.addSql('drop table classes');
    this.addSql('drop table courses');
    this.addSql('drop table advertising_opt_ins');
  }
}
