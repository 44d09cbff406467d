import { Migration } from '@mikro-orm/migrations';

/**
 * The analysis store over all sources. Families, subjects, facts and cubes lie in tables that a full refresh makes, one set a base
 * (`analysis_families_1`, `analysis_facts_1_purchases_month`, …); here is what stands over them.
 */
export class Migration20261125000400_AnalysisStore extends Migration {
  override up(): void {
    this.addSql('drop table analysis_families');
    this.addSql('drop table analysis_snapshots');
    this.addSql(`
      create table analysis_snapshots (
        id text primary key,
        number int not null,
        base int not null,
        taken_on date not null,
        sequence int not null,
        taken_at timestamptz not null,
        status text not null,
        bounds_hash text not null,
        domains jsonb not null,
        reference_digest text not null,
        families_changed int not null,
        constraint analysis_snapshots_number_unique unique (number),
        constraint analysis_snapshots_taken_unique unique (taken_on, sequence),
        constraint analysis_snapshots_status_check check (status in ('CURRENT', 'PREVIOUS', 'DROPPED'))
      )`);
    this.addSql(
      `create unique index analysis_snapshots_current_unique on analysis_snapshots (status) where status = 'CURRENT'`,
    );
    // At most one refresh is under way; what it has done survives it.
    this.addSql(`
      create table analysis_refreshes (
        id smallint primary key default 1,
        number int not null,
        base int not null,
        taken_on date not null,
        bounds_hash text not null,
        domains jsonb not null,
        steps text[] not null,
        seen_effects bigint[] not null,
        constraint analysis_refreshes_one_check check (id = 1)
      )`);
    this.addSql('create sequence analysis_effect_marks');
    // What a change in the registers takes from every statistic at once; absorbed: the snapshot from which the rows are without it.
    this.addSql(`
      create table analysis_effects (
        subject_pseudonym bytea primary key,
        closed boolean not null default false,
        withdrawn boolean not null default false,
        mark bigint not null default nextval('analysis_effect_marks'),
        absorbed_in int null
      )`);
  }

  override down(): void {
    this.addSql('drop table analysis_effects');
    this.addSql('drop sequence analysis_effect_marks');
    this.addSql('drop table analysis_refreshes');
    this.addSql('drop table analysis_snapshots');
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
}
