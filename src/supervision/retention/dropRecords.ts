import type { PoolClient } from 'pg';
import type { RetentionOrder } from './runRetention.js';
import { underHold } from './underHold.js';

/** Nobody under a hold. `x`: the row; `$2`: now. */
const FREE = `NOT EXISTS (SELECT FROM (${underHold('$2')}) h
  WHERE h.kind = x.subject_kind AND h.reference = x.subject_reference)`;

/** All versions of an entry whose last one says that it is over. */
const OVER = `EXISTS (SELECT FROM register_entries l
  WHERE l.register = x.register AND l.key = x.key AND l.superseded_at IS NULL
    AND CASE l.register WHEN 'CONSENT_REQUEST' THEN l.recorded_at < $1 ELSE l.ended AND l.valid_to < $1 END)`;
const OF_THE_ERASED = `EXISTS (SELECT FROM erasures e WHERE e.subject_kind = x.subject_kind
  AND e.subject_reference = x.subject_reference AND e.state = 'DONE' AND e.finished_at < $1)`;
const DELIVERED = `NOT EXISTS (SELECT FROM right_steps s WHERE s.work_id = x.id AND s.state = 'PENDING')`;
/** What a person said last of advertising is its proof. */
const SAID_AGAIN = `EXISTS (SELECT FROM advertising_words later
  WHERE (later.subject_kind, later.subject_reference, later.giver_kind, later.giver_reference)
      = (x.subject_kind, x.subject_reference, x.giver_kind, x.giver_reference) AND later.recorded_at > x.recorded_at)`;

/**
 * What the gateway itself keeps of persons, by what it is; `$1`: an instant. A consent of the living is never among them, nor a refusal: what was said
 * before it would count again. Tombstones and flags of the erased stay, or a restored backup would bring them back.
 */
const RECORDS: Readonly<Record<string, string>> = {
  requests: `register_entries x WHERE x.register IN ('RIGHTS_CASE', 'SERVICE_REQUEST', 'CONSENT_REQUEST') AND ${OVER}`,
  corrections: `corrections x WHERE x.recorded_at < $1 AND ${DELIVERED}`,
  advertisingWords: `advertising_words x WHERE x.recorded_at < $1 AND ${DELIVERED} AND ${SAID_AGAIN}`,
  exports: 'subject_exports x WHERE x.issued_at < $1',
  changeNotices: 'change_notices x WHERE x.noticed_at < $1 AND x.acknowledged_at IS NOT NULL',
  consents: `consents x WHERE ${OF_THE_ERASED}`,
};
const EVENTS = `consent_events v USING consents x WHERE x.id = v.consent_id AND ${OF_THE_ERASED}`;
/** Of works that are not there any more. */
const STEPS = `right_steps s WHERE s.work IN ('CORRECTION', 'ADVERTISING') AND s.state <> 'PENDING' AND s.asked_at < $1
  AND NOT EXISTS (SELECT FROM corrections c WHERE c.id = s.work_id)
  AND NOT EXISTS (SELECT FROM advertising_words w WHERE w.id = s.work_id)`;

/** Takes out what was over long enough ago, also of who is erased, in one transaction; a dry run counts. @returns rows by what they are */
export async function dropRecords(
  client: PoolClient,
  { policy, now, dryRun }: Pick<RetentionOrder, 'policy' | 'now' | 'dryRun'>,
): Promise<Readonly<Record<string, number>>> {
  const since = new Date(now.getTime() - policy.retention.requestRecordDays * 86_400_000);
  const dropped: Record<string, number> = {};
  await client.query('BEGIN');
  try {
    // The history of registers and consents only grows, but for this job.
    if (!dryRun) await client.query(`SELECT set_config('noren.retention', 'on', true)`);
    if (!dryRun) await client.query(`DELETE FROM ${EVENTS} AND ${FREE}`, [since, now]);
    for (const [what, rows] of Object.entries(RECORDS)) {
      const { rowCount } = await client.query(`${dryRun ? 'SELECT' : 'DELETE'} FROM ${rows} AND ${FREE}`, [since, now]);
      if (rowCount !== null && rowCount > 0) dropped[what] = rowCount;
    }
    if (!dryRun) await client.query(`DELETE FROM ${STEPS}`, [since]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
  return dropped;
}
