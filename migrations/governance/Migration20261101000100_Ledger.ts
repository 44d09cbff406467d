import { Migration } from '@mikro-orm/migrations';

/** Privacy budget and stored releases. Nothing in here is ever paid back or deleted. */
export class Migration20261101000100_Ledger extends Migration {
  override up(): void {
    this.addSql(`
      create table privacy_accounts (
        id serial primary key,
        scope text not null,
        recipient text not null,
        purpose text not null,
        period text not null,
        source text not null,
        cap_nano bigint not null,
        spent_nano bigint not null default 0,
        constraint privacy_accounts_key_unique unique (scope, recipient, purpose, period, source),
        constraint privacy_accounts_scope_check check (scope in ('RECIPIENT', 'GLOBAL')),
        constraint privacy_accounts_spent_check check (spent_nano >= 0 and spent_nano <= cap_nano)
      )`);
    this.addSql(`
      create table releases (
        id uuid primary key,
        release_key text not null,
        status text not null,
        question text not null,
        snapshot text not null,
        policy_version text not null,
        nano_rho bigint not null,
        delta text not null,
        recipient text not null,
        purpose text not null,
        period text not null,
        source text not null,
        reserved_at timestamptz not null default clock_timestamp(),
        issued_at timestamptz null,
        body text null,
        constraint releases_status_check check (status in ('RESERVED', 'RELEASED', 'VOID')),
        constraint releases_body_check check ((status = 'RELEASED') = (body is not null and issued_at is not null))
      )`);
    this.addSql(
      `create unique index releases_live_key_unique on releases (release_key) where status in ('RESERVED', 'RELEASED')`,
    );
    this.addSql(`
      create table release_views (
        release_id uuid not null,
        recipient text not null,
        purpose text not null,
        period text not null,
        source text not null,
        nano_rho bigint not null,
        charged_at timestamptz not null default clock_timestamp(),
        constraint release_views_pkey primary key (release_id, recipient),
        constraint release_views_release_id_foreign foreign key (release_id) references releases (id)
      )`);
  }

  override down(): void {
    this.addSql('drop table release_views');
    this.addSql('drop table releases');
    this.addSql('drop table privacy_accounts');
  }
}
