import type { Pool } from 'pg';
import { competentConsent, type ConsentQuestion } from '../../policy/competentConsent.js';
import type { ConsentRecord } from '../../policy/consentRecord.js';
import { tokyoToday } from '../../policy/lifeStage.js';
import type { DataCategory } from '../../policy/vocabulary.js';
import { CONSENT_COLUMNS, recordOf, type ConsentRow } from '../../registry/consentReads.js';
import type { Provision } from './provisionStore.js';

/** Of a child, as its source says. */
export type Standing = Pick<ConsentQuestion, 'lifeStage' | 'birthDate' | 'activeGuardians'>;

/** What the rule of competent consent must know of children on a day; who is not there is in no source any more. */
export type ReadChildren = (children: readonly number[], today: string) => Promise<ReadonlyMap<number, Standing>>;

/** Categories of a provision that no consent lets be provided any more, and since when. */
export interface ConsentStop {
  readonly since: Date;
  readonly categories: readonly DataCategory[];
}

/** What was provided on consents, as far as it matters whether they stand. */
export interface Consented extends Pick<Provision, 'purpose' | 'recipient' | 'subjectKind' | 'providedAt'> {
  readonly items: readonly { readonly category: DataCategory }[];
  readonly consents: readonly { readonly id: string }[];
}

const ADULT: Standing = { lifeStage: 'ADULT', birthDate: null, activeGuardians: new Set() };

/** All that was ever said of these subjects to the same recipient for the same purpose, not only what was on record at the provision. */
const SAID = `
  select ${CONSENT_COLUMNS} from consents c
   where exists (select from consents of_it
                  where of_it.id = any($1::uuid[]) and of_it.subject_kind = c.subject_kind and of_it.purpose = c.purpose
                    and of_it.subject_reference = c.subject_reference and of_it.recipient = c.recipient)
   order by decided_at, id`;

/**
 * Asks of each provision what is asked of each request: whether the competent giver's consent stands (`competentConsent`). Another rule here
 * would tell a recipient to stop what it may have, or leave it what it may not.
 */
export async function readConsentStops(
  pool: Pool,
  provisions: readonly Consented[],
  { now, readChildren }: { readonly now: Date; readonly readChildren: ReadChildren },
): Promise<(provision: Consented) => readonly ConsentStop[]> {
  const ids = provisions.flatMap(({ consents }) => consents.map(({ id }) => id));
  const { rows } = await pool.query<ConsentRow>({ name: 'what was said to recipients', text: SAID, values: [ids] });
  const today = tokyoToday(now);
  const isChild = (row: ConsentRow): boolean => row.subject_kind === 'CHILD_PARTICIPANT';
  const children = await readChildren([...new Set(rows.filter(isChild).map((row) => row.subject_reference))], today);
  const byMatter = Map.groupBy(rows, matterOf);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (provision) => {
    const [row] = provision.consents.flatMap(({ id }) => byId.get(id) ?? []);
    if (row === undefined) return [];
    const standing = isChild(row) ? children.get(row.subject_reference) : ADULT;
    return stopsOf(provision, (byMatter.get(matterOf(row)) ?? []).map(recordOf), standing, today);
  };
}

const matterOf = (row: ConsentRow): string =>
  JSON.stringify([row.subject_kind, row.subject_reference, row.purpose, row.recipient]);

function stopsOf(
  { items, purpose, recipient, subjectKind, providedAt }: Consented,
  records: readonly ConsentRecord[],
  standing: Standing | undefined,
  today: string,
): readonly ConsentStop[] {
  const since = new Map<number, DataCategory[]>();
  for (const category of new Set(items.map((item) => item.category))) {
    const question = { subjectKind, purpose, recipient, category, today };
    const answer = standing === undefined ? null : competentConsent(records, { ...question, ...standing });
    if (answer?.valid === true) continue;
    const decided = records.find(({ id }) => id === answer?.consentId);
    const at = Math.max(providedAt.getTime(), decided === undefined ? 0 : endOf(decided, today));
    since.set(at, [...(since.get(at) ?? []), category]);
  }
  return [...since].map(([at, categories]) => ({ since: new Date(at), categories: categories.toSorted() }));
}

/** Since when it does not count; 0 for what a birthday or the end of a link ended, of which the consent does not say when. */
function endOf({ state, decidedAt, validUntil }: ConsentRecord, today: string): number {
  if (state !== 'GIVEN' && state !== 'RENEWED' && state !== 'EXPIRED') return decidedAt.getTime();
  return validUntil === null || today <= validUntil ? 0 : Date.parse(`${validUntil}T24:00:00+09:00`);
}
