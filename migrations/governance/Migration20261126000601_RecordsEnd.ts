import { Migration } from '@mikro-orm/migrations';

/**
 * What persons asked for is kept for its time and no longer (APPI 22). The history of registers and consents still only grows: a row of it goes in a
 * transaction of the retention job alone, a whole entry at a time, and the job leaves counts in its run and in the audit log.
 */
export class Migration20261126000601_RecordsEnd extends Migration {
  override up(): void {
    this.addSql(`alter table retention_runs add column records jsonb not null default '{}'`);
    this.addSql(`
      create or replace function keep_register_history() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and old.superseded_at is null and new.superseded_at is not null
           and (to_jsonb(new) - 'superseded_at') = (to_jsonb(old) - 'superseded_at') then
          return new;
        end if;
        if tg_op = 'DELETE' and current_setting('noren.retention', true) = 'on'
           and old.register in ('RIGHTS_CASE', 'SERVICE_REQUEST', 'CONSENT_REQUEST') then
          return old;
        end if;
        raise exception 'The history of the registers only grows.';
      end $$`);
    this.addSql(`
      create or replace function keep_consent_history() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('noren.retention', true) = 'on' then
          return null;
        end if;
        raise exception 'The history of consents only grows.';
      end $$`);
  }

  override down(): void {
    this.addSql('alter table retention_runs drop column records');
    this.addSql(`
      create or replace function keep_register_history() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and old.superseded_at is null and new.superseded_at is not null
           and (to_jsonb(new) - 'superseded_at') = (to_jsonb(old) - 'superseded_at') then
          return new;
        end if;
        raise exception 'The history of the registers only grows.';
      end $$`);
    this.addSql(`
      create or replace function keep_consent_history() returns trigger language plpgsql as $$
      begin
        raise exception 'The history of consents only grows.';
      end $$`);
  }
}
