import { Migration } from '@mikro-orm/migrations';

/**
 * A log that was restored from an older backup goes on under another origin: nothing that was signed of the one before is said again. The
 * entry that says so comes first, and the head takes no other origin than the one that it names.
 */
export class Migration20261126000500_ContinuedLog extends Migration {
  override up(): void {
    this.addSql(`
      create or replace function keep_audit_head() returns trigger language plpgsql as $$
      begin
        if new.origin <> old.origin then
          if new.size <> old.size or new.frontier <> old.frontier or not exists (
            select from audit_entries
             where index = old.size - 1 and kind = 'CONTINUATION'
               and entry::jsonb #>> '{facts,log}' = old.origin and entry::jsonb #>> '{facts,as}' = new.origin)
          then
            raise exception 'The audit log goes on under another origin after an entry that says so only.';
          end if;
        elsif new.size <= old.size then
          raise exception 'The audit log only grows.';
        end if;
        return new;
      end $$`);
  }

  override down(): void {
    this.addSql(`
      create or replace function keep_audit_head() returns trigger language plpgsql as $$
      begin
        if new.origin <> old.origin or new.size <= old.size then
          raise exception 'The audit log only grows.';
        end if;
        return new;
      end $$`);
  }
}
