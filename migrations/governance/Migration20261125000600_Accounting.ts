import { Migration } from '@mikro-orm/migrations';

/** What a source may tell in all its life, which answer belongs to which key of a retry, and whether the books may be trusted. */
export class Migration20261125000600_Accounting extends Migration {
  override up(): void {
    this.addSql('alter table privacy_accounts drop constraint privacy_accounts_scope_check');
    this.addSql(`
      alter table privacy_accounts add constraint privacy_accounts_scope_check
        check (scope in ('RECIPIENT', 'GLOBAL', 'LIFETIME'))`);
    this.addSql(`
      insert into privacy_accounts (scope, recipient, purpose, period, source, cap_nano, spent_nano)
        select 'LIFETIME', '', '', '', source, sum(spent_nano), sum(spent_nano) from privacy_accounts
         where scope = 'GLOBAL' group by source`);
    for (const table of ['releases', 'release_views']) {
      this.addSql(`alter table ${table} rename column source to sources`);
      this.addSql(`alter table ${table} alter column sources type text[] using array[sources]`);
    }
    this.addSql(`alter table releases add column words text not null default ''`);
    this.addSql(`
      create table release_keys (
        recipient text not null,
        purpose text not null,
        key text not null,
        question text not null,
        release_id uuid not null,
        charged_nano bigint not null,
        made_at timestamptz not null default clock_timestamp(),
        constraint release_keys_pkey primary key (recipient, purpose, key, question),
        constraint release_keys_release_id_foreign foreign key (release_id) references releases (id)
      )`);
    this.addSql(`
      create table budget_state (
        single boolean primary key default true,
        ledger uuid not null default gen_random_uuid(),
        closed_at timestamptz null,
        closed_because text null,
        constraint budget_state_single_check check (single),
        constraint budget_state_closed_check check ((closed_at is null) = (closed_because is null))
      )`);
    this.addSql('insert into budget_state default values');
    this.addSql(`
      create table budget_reconciliations (
        id serial primary key,
        scope text not null,
        recipient text not null,
        purpose text not null,
        period text not null,
        source text not null,
        nano_rho bigint not null,
        reconciled_at timestamptz not null default clock_timestamp(),
        constraint budget_reconciliations_nano_check check (nano_rho > 0)
      )`);
  }

  override down(): void {
    this.addSql('drop table budget_reconciliations');
    this.addSql('drop table budget_state');
    this.addSql('drop table release_keys');
    this.addSql('alter table releases drop column words');
    for (const table of ['release_views', 'releases']) {
      this.addSql(`alter table ${table} alter column sources type text using sources[1]`);
      this.addSql(`alter table ${table} rename column sources to source`);
    }
    this.addSql(`delete from privacy_accounts where scope = 'LIFETIME'`);
    this.addSql('alter table privacy_accounts drop constraint privacy_accounts_scope_check');
    this.addSql(`
      alter table privacy_accounts add constraint privacy_accounts_scope_check check (scope in ('RECIPIENT', 'GLOBAL'))`);
  }
}
