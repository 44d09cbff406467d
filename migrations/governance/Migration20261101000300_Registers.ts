import { Migration } from '@mikro-orm/migrations';

/** The registers: versions of entries that only grow. All that ever changes in a row is that it gets superseded, once. */
export class Migration20261101000300_Registers extends Migration {
  override up(): void {
    this.addSql(`
      create table register_entries (
        id uuid primary key,
        register text not null,
        key text not null,
        version int not null,
        payload jsonb not null,
        subject_kind text null,
        subject_reference int null,
        organisation text null,
        valid_from timestamptz not null,
        valid_to timestamptz null,
        ended boolean not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        recorded_role text not null,
        reason text null,
        superseded_at timestamptz null,
        constraint register_entries_version_unique unique (register, key, version),
        constraint register_entries_version_check check (version >= 1),
        constraint register_entries_subject_check check ((subject_kind is null) = (subject_reference is null)),
        constraint register_entries_ended_check check (not ended or valid_to is not null)
      )`);
    // The first also sees to it that an entry has one current version.
    this.addSql(
      'create unique index register_entries_current on register_entries (register, key) where superseded_at is null',
    );
    this.addSql(
      'create index register_entries_organisation on register_entries (register, organisation) where superseded_at is null',
    );
    this.addSql(
      'create index register_entries_subject on register_entries (register, subject_kind, subject_reference) where superseded_at is null',
    );
    this.addSql(
      `create index register_entries_person on register_entries (register, (payload ->> 'person')) where superseded_at is null`,
    );
    // What counts at an instant. One that was valid when it was recorded counts from then on, also for a gateway whose clock is late.
    this.addSql(`
      create function register_entries_at(instant timestamptz) returns setof register_entries language sql stable as $$
        select * from register_entries
         where superseded_at is null and not ended
           and (valid_from <= instant or valid_from <= recorded_at) and (valid_to is null or instant < valid_to)
      $$`);
    this.addSql(`
      create function keep_register_history() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and old.superseded_at is null and new.superseded_at is not null
           and (to_jsonb(new) - 'superseded_at') = (to_jsonb(old) - 'superseded_at') then
          return new;
        end if;
        raise exception 'The history of the registers only grows.';
      end $$`);
    this.addSql(`
      create trigger register_entries_are_kept before update or delete on register_entries
        for each row execute function keep_register_history()`);
    this.addSql(`
      create trigger register_entries_stay before truncate on register_entries
        for each statement execute function keep_register_history()`);
  }

  override down(): void {
    this.addSql('drop function register_entries_at');
    this.addSql('drop table register_entries');
    this.addSql('drop function keep_register_history');
  }
}
