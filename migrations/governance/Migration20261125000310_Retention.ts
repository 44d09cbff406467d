import { Migration } from '@mikro-orm/migrations';

/** What each run of the retention job did: counts by category and table, never whose they were. */
export class Migration20261125000310_Retention extends Migration {
  override up(): void {
    this.addSql(`
      create table retention_runs (
        id uuid primary key,
        as_of date not null,
        policy_version text not null,
        dry_run boolean not null,
        started_at timestamptz not null,
        finished_at timestamptz null,
        cleared jsonb not null default '{}',
        erased int not null default 0,
        held int not null default 0,
        provisions int not null default 0,
        problem text null
      )`);
    this.addSql('create index retention_runs_started on retention_runs (started_at)');
  }

  override down(): void {
    this.addSql('drop table retention_runs');
  }
}
