import type { SubjectReference } from '../../policy/consentRecord.js';

/** A word on advertising, said on the person's own page. */
export interface OptInWord {
  /** The proof, which the club keeps with it. */
  readonly id: string;
  readonly subject: SubjectReference;
  readonly giver: SubjectReference;
  readonly state: 'OPTED_IN' | 'OPTED_OUT';
  readonly recordedAt: Date;
}

export const OPT_IN_CHANNEL = 'MEMBER_PAGE';
const OF_KIND: Readonly<Partial<Record<SubjectReference['kind'], string>>> = {
  GUARDIAN: 'guardians',
  CHILD_PARTICIPANT: 'children',
};

/** Whether the club keeps words on advertising about such persons. */
export function keepsOptIns({ kind }: SubjectReference): boolean {
  return OF_KIND[kind] !== undefined;
}

/**
 * The club keeps one word of each giver, the latest: one that it got later, by paper say, stays. Nothing is written about whoever is not
 * there any more. Undefined: the club keeps no such word.
 */
export function optInStatement({ id, subject, giver, state, recordedAt }: OptInWord) {
  const [about, by] = [OF_KIND[subject.kind], OF_KIND[giver.kind]];
  if (about === undefined || by === undefined) return undefined;
  const text = `INSERT INTO advertising_opt_ins AS o (subject_kind, subject_id, giver_kind, giver_id, state, channel, proof_reference, recorded_at)
    SELECT $1::text, $2::int, $3::text, $4::int, $5::text, $6::text, $7::text, $8::timestamptz
     WHERE EXISTS (SELECT FROM ${about} WHERE id = $2::int) AND EXISTS (SELECT FROM ${by} WHERE id = $4::int)
    ON CONFLICT (subject_kind, subject_id, giver_kind, giver_id) DO UPDATE
     SET state = excluded.state, channel = excluded.channel, proof_reference = excluded.proof_reference, recorded_at = excluded.recorded_at
     WHERE o.recorded_at <= excluded.recorded_at`;
  const people = [subject.kind, subject.reference, giver.kind, giver.reference];
  return { text, values: [...people, state, OPT_IN_CHANNEL, `NOREN-${id}`, recordedAt] };
}
