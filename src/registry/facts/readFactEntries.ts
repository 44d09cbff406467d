import type { Pool } from 'pg';
import { countedAs, windowStart } from '../volumes/volumeWindows.js';

/** What of a register's entry the facts are made of. */
export interface FactEntry {
  readonly register: string;
  readonly key: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Keys of subjects, by what is on record of them. */
export interface FactSubjects {
  readonly register: 'SUBJECT_FLAG' | 'DECEASED';
  readonly flag: string | null;
  readonly kind: string;
  readonly keys: readonly number[];
}

/** What was counted of the caller and of its organisation (registry/volumes). */
export interface FactVolume {
  readonly scope: 'CALLER' | 'ORGANISATION';
  readonly requests: number;
  readonly records: number;
}

export interface FactRows {
  readonly entries: readonly FactEntry[];
  readonly subjects: readonly FactSubjects[];
  readonly volumes: readonly FactVolume[];
  /** An emergency of the caller's ran out within the last day. */
  readonly emergencyEnded: boolean;
}

export interface FactQuestion {
  readonly organisation: string;
  /** The person, as the token names it. */
  readonly subjectId: string;
  readonly isDesk: boolean;
  readonly now: Date;
}

const ENTRY = "'register', e.register, 'key', e.key, 'payload', e.payload";

/**
 * Short registers, of which all entries count; those of an organisation; those of a person. A notice is replaced for good by the next one that
 * begins: when that one ends, there is none (APPI 27(6): what was not announced does not come back).
 */
const STATEMENT = `
  WITH in_force AS MATERIALIZED (
    SELECT register, key, payload FROM register_entries_at($4)
     WHERE register IN ('CONTRACT', 'APPOINTMENT', 'RULE_BOOK', 'CAMPAIGN', 'SUSPENSION')
        OR register = 'AUDIT_FINDING' AND payload ->> 'suspendsRule' IS NOT NULL
        OR register = 'BULLETIN' AND payload -> 'critical' = 'true'
    UNION ALL
    SELECT register, key, payload FROM register_entries_at($4) notice
     WHERE register = 'JOINT_USE_NOTICE' AND NOT EXISTS (
       SELECT FROM register_entries later
        WHERE later.register = notice.register AND later.superseded_at IS NULL AND later.valid_from > notice.valid_from
          AND later.valid_from <= $4 AND (later.valid_to IS NULL OR later.valid_from < later.valid_to))
    UNION ALL
    SELECT register, key, payload FROM register_entries_at($4)
     WHERE register IN ('ORGANISATION', 'ATTESTATION', 'NECESSITY_TICKET', 'SEND_JOB', 'SERVICE_REQUEST', 'LEGAL_ORDER', 'WELFARE_CASE',
                        'BREAK_GLASS', 'APPROVAL')
       AND organisation = $1
    UNION ALL
    SELECT register, key, payload FROM register_entries_at($4)
     WHERE register IN ('RULE_ACKNOWLEDGEMENT', 'DEPARTMENT_MEMBER', 'TRAINING', 'BULLETIN_RECEIPT') AND payload ->> 'person' = $2
    UNION ALL
    SELECT register, key, payload FROM register_entries_at($4) WHERE $3 AND register = 'RIGHTS_CASE'
  ), flagged AS (
    SELECT register, payload ->> 'flag' AS flag, subject_kind AS kind, json_agg(subject_reference) AS keys
      FROM register_entries_at($4) WHERE register IN ('SUBJECT_FLAG', 'DECEASED') GROUP BY 1, 2, 3
  ), counted AS (
    SELECT scope, coalesce(sum(requests) FILTER (WHERE unit = 'MINUTE'), 0) AS requests,
           coalesce(sum(records) FILTER (WHERE unit = 'DAY'), 0) AS records
      FROM request_volumes
     WHERE ((scope = 'CALLER' AND who = $5) OR (scope = 'ORGANISATION' AND who = $1)) AND bucket <= $4
       AND ((unit = 'MINUTE' AND bucket >= $6) OR (unit = 'DAY' AND bucket >= $7))
     GROUP BY scope
  )
  SELECT coalesce((SELECT json_agg(json_build_object(${ENTRY})) FROM in_force e), '[]') AS entries,
         coalesce((SELECT json_agg(json_build_object('register', f.register, 'flag', f.flag, 'kind', f.kind, 'keys', f.keys))
                     FROM flagged f), '[]') AS subjects,
         coalesce((SELECT json_agg(c) FROM counted c), '[]') AS volumes,
         EXISTS (SELECT FROM register_entries WHERE register = 'BREAK_GLASS' AND organisation = $1 AND superseded_at IS NULL
                    AND payload ->> 'person' = $2 AND valid_to <= $4 AND valid_to > $4 - interval '1 day') AS "emergencyEnded"`;

/** All that the gates need to know of one caller at one instant. One round trip, whatever is on record. */
export async function readFactEntries(pool: Pool, question: FactQuestion): Promise<FactRows> {
  const { organisation, subjectId, isDesk, now } = question;
  const { rows } = await pool.query<FactRows>({
    name: 'facts of the gates',
    text: STATEMENT,
    values: [
      organisation,
      subjectId,
      isDesk,
      now,
      countedAs(question).CALLER,
      windowStart('MINUTE', now),
      windowStart('DAY', now),
    ],
  });
  const [row] = rows;
  if (row === undefined) throw new Error('The facts of a request were not read.');
  return row;
}
