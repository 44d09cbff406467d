import { Migration } from '@mikro-orm/migrations';

/** The store that statistics are computed on: no name, code, date or street, and a pseudonym whose key is not in the database. */
export class Migration20261101000200_Analysis extends Migration {
  override up(): void {
    this.addSql(`
      create table analysis_snapshots (
        id text primary key,
        taken_on date not null,
        sequence int not null,
        source text not null,
        status text not null,
        constraint analysis_snapshots_taken_unique unique (taken_on, sequence),
        constraint analysis_snapshots_status_check check (status in ('CURRENT', 'PREVIOUS', 'DROPPED'))
      )`);
    this.addSql(
      `create unique index analysis_snapshots_current_unique on analysis_snapshots (status) where status = 'CURRENT'`,
    );
    this.addSql(`
      create table analysis_families (
        snapshot text not null,
        family_pseudonym bytea not null,
        municipality text not null,
        age_band text not null,
        constraint analysis_families_pkey primary key (snapshot, family_pseudonym),
        constraint analysis_families_snapshot_foreign foreign key (snapshot) references analysis_snapshots (id)
      )`);
  }

  override down(): void {
    this.addSql('drop table analysis_families');
    this.addSql('drop table analysis_snapshots');
  }
}
