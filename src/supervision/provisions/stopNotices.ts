import type { Pool } from 'pg';
import type { ReadChildren } from './consentStops.js';
import { endedContracts } from './endedContracts.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { Policy } from '../../policy/policy.js';
import type { HoldingsQuestion } from './jointHoldings.js';
import { jointStops } from './jointStops.js';
import { noticeOf } from './noticeOf.js';
import type { ProvisionStore } from './provisionStore.js';
import { readStopCauses } from './readStopCauses.js';
import type { StopAcknowledgement, StopNotice } from './stopNotice.js';
import type { SubjectKeyOf } from './subjectKeys.js';

export interface StopNoticesOptions {
  readonly pool: Pool;
  readonly provisions: ProvisionStore;
  readonly subjectKeyOf: SubjectKeyOf;
  readonly readChildren: ReadChildren;
  readonly policyAt: (now: Date) => Policy;
  readonly idsOf: HoldingsQuestion['idsOf'];
}

/**
 * Which recipients must stop, and since when. Nothing writes a notice: it follows from the records of provision, from the log and from what is on
 * record now, so that no way of withdrawing can forget to send one, and none is lost by a crash. Only the acknowledgement is written.
 */
export async function stopNotices(
  { pool, provisions, subjectKeyOf, readChildren, policyAt, idsOf }: StopNoticesOptions,
  { recipient, now }: { readonly recipient: string | null; readonly now: Date },
): Promise<readonly StopNotice[]> {
  const last = await provisions.lastOfEach(recipient);
  const keyOf = (subject: SubjectReference): string => subjectKeyOf(subject).toString('hex');
  const policy = policyAt(now);
  const [causes, contracts, joint, acknowledged] = await Promise.all([
    readStopCauses(pool, last, { now, keyOf, readChildren }),
    endedContracts(pool, { recipient, now }),
    jointStops(pool, { recipient, now, keyOf, idsOf, readChildren, policy }),
    readAcknowledgements(pool, recipient),
  ]);
  const ofSubjects = last.flatMap((provision) => causes(provision).map((stopped) => noticeOf(provision, stopped)));
  return [...contracts, ...ofSubjects, ...joint]
    .map((notice) => ({ ...notice, acknowledgement: acknowledged.get(notice.key) ?? null }))
    .toSorted((a, b) => a.since.getTime() - b.since.getTime() || (a.key < b.key ? -1 : 1));
}

interface AcknowledgementRow {
  readonly key: string;
  readonly at: number;
  readonly by: string;
  readonly done: string;
}

async function readAcknowledgements(
  pool: Pool,
  recipient: string | null,
): Promise<ReadonlyMap<string, StopAcknowledgement>> {
  const { rows } = await pool.query<AcknowledgementRow>({
    name: 'acknowledgements of stop notices',
    text: `select key, (extract(epoch from recorded_at) * 1000)::float8 as at, recorded_by as by, payload ->> 'done' as done
             from register_entries
            where register = 'STOP_ACKNOWLEDGEMENT' and superseded_at is null and ($1::text is null or organisation = $1)`,
    values: [recipient],
  });
  return new Map(rows.map(({ key, at, by, done }) => [key, { at: new Date(at), by, done }]));
}
