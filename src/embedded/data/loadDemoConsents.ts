import type pg from 'pg';
import { type DemoConsent, demoConsents } from './demoConsents.js';
import { type DemoScale, makeWorld } from './world.js';

/**
 * Writes the demo consents with their history into a migrated governance database without consents, in one statement, so
 * whole or not at all.
 * @returns the number of consents; 0 when there are some already, which are left alone
 */
export async function loadDemoConsents(pool: Pick<pg.Pool, 'query'>, scale: DemoScale): Promise<number> {
  const consents = [...demoConsents(makeWorld(scale))];
  const { rowCount } = await pool.query(INSERT, [JSON.stringify(consents.map(asRow))]);
  return rowCount ?? 0;
}

/** The event of a withdrawn consent is its withdrawal; that it was given before is a second, earlier one. */
const INSERT = `
  with said as (
    select * from jsonb_to_recordset($1::jsonb) as row (
      id uuid, subject_kind text, subject_reference int, giver_kind text, giver_reference int, giver_relation text,
      giver_age int, purpose text, recipient text, categories text[], text_version text, language text, channel text,
      state text, decided_at timestamptz, valid_until date)
    where not exists (select from consents)
  ), events as (
    insert into consent_events (consent_id, event_type, event_state, actor_kind, actor_reference, channel, text_version,
                                categories, occurred_at)
    select id, event_type, event_state, giver_kind, giver_reference, channel, text_version, categories,
           decided_at - before
      from said
      join (values ('GIVEN', 'GRANT', 'GIVEN', interval '0'),
                   ('REFUSED', 'REFUSAL', 'REFUSED', interval '0'),
                   ('WITHDRAWN', 'GRANT', 'GIVEN', interval '30 days'),
                   ('WITHDRAWN', 'WITHDRAWAL', 'WITHDRAWN', interval '0')) as step (state, event_type, event_state, before)
     using (state)
     order by decided_at - before, id
  )
  insert into consents (id, schema_version, subject_kind, subject_reference, giver_kind, giver_reference, giver_relation,
                        giver_age_at_event, purpose, recipient, categories, text_version, language, channel, state,
                        decided_at, valid_until, created_at)
  select id, '27560:2023', subject_kind, subject_reference, giver_kind, giver_reference, giver_relation, giver_age, purpose,
         recipient, categories, text_version, language, channel, state, decided_at, valid_until, decided_at
    from said`;

function asRow(consent: DemoConsent) {
  return {
    id: consent.id,
    subject_kind: consent.subject.kind,
    subject_reference: consent.subject.reference,
    giver_kind: consent.giver.kind,
    giver_reference: consent.giver.reference,
    giver_relation: consent.giver.relation,
    giver_age: consent.giver.ageAtEvent,
    purpose: consent.purpose,
    recipient: consent.recipient,
    categories: consent.categories,
    text_version: consent.textVersion,
    language: consent.language,
    channel: consent.channel,
    state: consent.state,
    decided_at: consent.decidedAt,
    valid_until: consent.validUntil,
  };
}
