import { Migration } from '@mikro-orm/migrations';

/**
 * Records of provision to third parties with consent (APPI 29): written once. The law has them kept for three years; until then nothing
 * deletes them, not even an erasure. The subject is a keyed reference, and the id by which the recipient knows them. And how many subjects
 * each recipient was shown on each day, since the last suspension that was lifted.
 */
export class Migration20261125000300_Provisions extends Migration {
  override up(): void {
    this.addSql(`
      create table provisions (
        id uuid primary key,
        request_id text not null,
        provided_at timestamptz not null,
        purpose text not null,
        recipient text not null,
        recipient_name text not null,
        recipient_address text null,
        recipient_representative text null,
        recipient_identity text not null,
        subject_kind text not null,
        subject_key bytea not null,
        subject_id text not null,
        items jsonb not null,
        consents jsonb not null,
        service_requests jsonb not null,
        use_limits text[] not null,
        policy_version text not null,
        constraint provisions_subject_key_check check (octet_length(subject_key) = 32)
      )`);
    this.addSql('create index provisions_subject on provisions (subject_key, provided_at)');
    this.addSql('create index provisions_recipient on provisions (recipient, provided_at, id)');
    this.addSql(`
      create table recipient_volumes (
        organisation text not null,
        day date not null,
        since int not null,
        subjects bigint not null check (subjects >= 0),
        primary key (organisation, day, since)
      )`);
    this.addSql(`
      create function keep_provisions() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and old.provided_at < clock_timestamp() - interval '3 years' then
          return old;
        end if;
        raise exception 'Records of provision are kept for three years (APPI 29).';
      end $$`);
    this.addSql(`
      create trigger provisions_are_kept before update or delete on provisions
        for each row execute function keep_provisions()`);
    this.addSql(`
      create trigger provisions_stay before truncate on provisions
        for each statement execute function keep_provisions()`);
  }

  override down(): void {
    this.addSql('drop table recipient_volumes');
    this.addSql('drop table provisions');
    this.addSql('drop function keep_provisions');
  }
}
