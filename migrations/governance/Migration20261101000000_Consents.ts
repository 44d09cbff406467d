import { Migration } from '@mikro-orm/migrations';

/** Consents and their history. The history only grows; a consent is changed through its events and never deleted. */
export class Migration20261101000000_Consents extends Migration {
  override up(): void {
    this.addSql(`
      create table consents (
        id uuid primary key,
        schema_version text not null,
        subject_kind text not null,
        subject_reference int not null,
        giver_kind text not null,
        giver_reference int not null,
        giver_relation text not null,
        giver_age_at_event smallint null,
        purpose text not null,
        recipient text not null,
        categories text[] not null,
        text_version text not null,
        language text not null,
        channel text not null,
        state text not null,
        decided_at timestamptz not null,
        valid_until date null,
        created_at timestamptz not null,
        constraint consents_giver_relation_check check (giver_relation in ('SELF', 'GUARDIAN')),
        constraint consents_state_check check (state in ('UNKNOWN', 'REQUESTED', 'DEFERRED', 'REFUSED', 'GIVEN', 'RENEWED',
          'EXPIRED', 'WITHDRAWN', 'REVOKED', 'INVALIDATED')),
        constraint consents_given_for_something_check check (state not in ('GIVEN', 'RENEWED') or cardinality(categories) > 0)
      )`);
    this.addSql(
      'create index consents_subject_index on consents (subject_kind, subject_reference, purpose, recipient)',
    );
    this.addSql('create index consents_recipient_index on consents (purpose, recipient)');
    this.addSql(`
      create table consent_events (
        id serial primary key,
        consent_id uuid not null,
        event_type text not null,
        event_state text not null,
        actor_kind text not null,
        actor_reference int not null,
        channel text not null,
        text_version text not null,
        categories text[] not null,
        occurred_at timestamptz not null,
        constraint consent_events_consent_id_foreign foreign key (consent_id) references consents (id)
      )`);
    this.addSql('create index consent_events_consent_id_index on consent_events (consent_id)');
    this.addSql(`
      create function keep_consent_history() returns trigger language plpgsql as $$
      begin
        raise exception 'The history of consents only grows.';
      end $$`);
    this.addSql(`
      create trigger consent_events_only_grow before update or delete or truncate on consent_events
        for each statement execute function keep_consent_history()`);
    this.addSql(`
      create trigger consents_are_kept before delete or truncate on consents
        for each statement execute function keep_consent_history()`);
  }

  override down(): void {
    this.addSql('drop table consent_events');
    this.addSql('drop table consents');
    this.addSql('drop function keep_consent_history');
  }
}
