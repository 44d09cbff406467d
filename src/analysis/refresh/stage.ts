import type { ClientBase } from 'pg';
import type { Pseudonyms } from '../pseudonyms.js';
import { copyThrough, MISSING, writeRows } from './copyRows.js';
import type { GeneralisedFamily } from './generalise.js';
import type { OpenSources } from './openSources.js';
import { subjectsOf } from './readPeople.js';
import type { ReferenceData } from './referenceData.js';
import type { Window } from './window.js';
import type { StatisticModel } from '../../statistics/model/statisticModel.js';
import { positionIn } from '../domains.js';

/** What is staged of which families, and how. Rows of source persons outside of `families` are not copied. */
export interface Staging {
  readonly governance: ClientBase;
  readonly sources: OpenSources;
  readonly model: StatisticModel;
  readonly window: Window;
  readonly reference: ReferenceData;
  readonly pseudonyms: Pseudonyms;
  /** By the number that the store knows them by. */
  readonly families: ReadonlyMap<number, GeneralisedFamily>;
  /** Only of these families, found by index, instead of one scan over everybody. */
  readonly few: boolean;
}

const POSITIONS = 'smallint';

/** Tables that hold generalised rows between sources and facts, of one refresh. Aggregated: no row is a receipt or a lesson. */
export const STAGED = {
  families: `analysis_staged_families`,
  subjects: `analysis_staged_subjects`,
  children: `analysis_staged_children`,
  enrolments: `analysis_staged_enrolments`,
  lessons: `analysis_staged_lessons`,
  purchases: `analysis_staged_purchases`,
  entries: `analysis_staged_entries`,
} as const;

const COLUMNS: Readonly<Record<keyof typeof STAGED, string>> = {
  families: `family int, family_pseudonym bytea, digest bytea, order_key bytea, municipality ${POSITIONS}, region ${POSITIONS},
    age_band ${POSITIONS}, purchase_segment ${POSITIONS}, consenting boolean`,
  subjects: 'subject_pseudonym bytea, family int, consents boolean',
  children: `family int, child_age_band ${POSITIONS}, sex ${POSITIONS}`,
  enrolments: `family int, course ${POSITIONS}, term ${POSITIONS}`,
  lessons: `family int, course ${POSITIONS}, term ${POSITIONS}, month ${POSITIONS}, lessons int, attended int`,
  purchases: `family int, product_category ${POSITIONS}, shop_area ${POSITIONS}, month ${POSITIONS}, quarter ${POSITIONS}, purchases bigint, yen bigint`,
  entries: `family int, campaign ${POSITIONS}, programme ${POSITIONS}`,
};

export type StagedTable = keyof typeof STAGED;

/** Temporary tables stand before others of the same name: an incremental refresh leaves nothing behind. */
async function create({ governance, few }: Staging, table: StagedTable): Promise<string> {
  if (!few) await governance.query(`DROP TABLE IF EXISTS ${STAGED[table]}`);
  const kind = few ? 'TEMPORARY TABLE' : 'TABLE';
  await governance.query(`CREATE ${kind} ${STAGED[table]} (${COLUMNS[table]})${few ? ' ON COMMIT DROP' : ''}`);
  return STAGED[table];
}

/** Families, their people and their children, in the order of the families' numbers. */
export async function stagePeople(staging: Staging): Promise<void> {
  const { governance, families, pseudonyms } = staging;
  await writeRows(governance, await create(staging, 'families'), familyLines(families, pseudonyms));
  await writeRows(governance, await create(staging, 'subjects'), subjectLines(families, pseudonyms));
  await writeRows(governance, await create(staging, 'children'), childLines(families));
  await governance.query(`CREATE INDEX ON ${STAGED.families} (family)`);
}

type Families = Staging['families'];
const cell = (position: number | null | undefined): string =>
  position === null || position === undefined ? MISSING : String(position);

function* familyLines(families: Families, pseudonyms: Pseudonyms): Generator<string> {
  for (const [number, family] of families) {
    const { pseudonym, digest, municipality, region, ageBand, consenting, source } = family;
    const keys = [pseudonym, digest, pseudonyms.order(source.id)].map((hex) => `\\\\x${hex}`);
    yield `${[number, ...keys, cell(municipality), cell(region), cell(ageBand), MISSING, consenting.size > 0].join('\t')}\n`;
  }
}

function* subjectLines(families: Families, pseudonyms: Pseudonyms): Generator<string> {
  for (const [number, { source, consenting }] of families) {
    for (const subject of subjectsOf(source)) {
      const consents = subject.kind === 'GUARDIAN' && consenting.has(subject.reference);
      yield `\\\\x${pseudonyms.subject(subject)}\t${number}\t${consents}\n`;
    }
  }
}

function* childLines(families: Families): Generator<string> {
  for (const [number, { children }] of families)
    for (const { ageBand, sex } of children) yield `${number}\t${cell(ageBand)}\t${cell(sex)}\n`;
}

/** Families of each person, by the key in the source. */
function familiesBy(
  families: Families,
  keys: (family: GeneralisedFamily) => readonly number[],
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [number, family] of families)
    for (const key of keys(family)) {
      const numbers = found.get(String(key));
      if (numbers === undefined) found.set(String(key), [number]);
      else numbers.push(number);
    }
  return found;
}

/** Keys are whole numbers of a source; COPY takes no parameters. */
function only({ few }: Staging, column: string, keys: ReadonlyMap<string, unknown>): string {
  return few ? `${column} = ANY('{${[...keys.keys()].map(Number).join(',')}}'::int[])` : 'true';
}

const childrenOf = ({ source }: GeneralisedFamily): readonly number[] => source.children.map(({ id }) => id);

export async function stageLessons(staging: Staging): Promise<void> {
  const { governance, sources, reference, window, model, families } = staging;
  const children = familiesBy(families, childrenOf);
  const term = positionIn(model, 'TERM');
  const mine = only(staging, 'e.child_id', children);
  const place = (child: string, course: string, code: string) =>
    children.get(child)?.map((family) => `${family}\t${cell(reference.courses.get(course))}\t${cell(term(code))}`) ??
    [];
  await copyThrough(
    {
      client: sources.club,
      query: `SELECT e.child_id, c.course_id, c.term FROM enrolments e JOIN classes c ON c.id = e.class_id WHERE ${mine}`,
    },
    { client: governance, into: await create(staging, 'enrolments') },
    ([child = '', course = '', code = '']) =>
      place(child, course, code)
        .map((line) => `${line}\n`)
        .join(''),
  );
  await copyThrough(
    { client: sources.club, query: lessonsQuery(window, mine) },
    { client: governance, into: await create(staging, 'lessons') },
    ([child = '', course = '', code = '', month = '', lessons = '', attended = '']) =>
      place(child, course, code)
        .map((line) => `${line}\t${cell(window.month(month))}\t${lessons}\t${attended}\n`)
        .join(''),
  );
}

function lessonsQuery({ from, until }: Window, mine: string): string {
  return `SELECT e.child_id, c.course_id, c.term, to_char(a.held_on, 'YYYY-MM'), count(*), count(*) FILTER (WHERE a.status IN ('PRESENT', 'LATE'))
    FROM attendance a JOIN enrolments e ON e.id = a.enrolment_id JOIN classes c ON c.id = e.class_id
    WHERE ${mine} AND a.held_on >= '${from}' AND a.held_on < '${until}' GROUP BY 1, 2, 3, 4`;
}

/** Receipts are added up before anything of them stays: the table that keeps single ones ends with the transaction. */
export async function stagePurchases(staging: Staging): Promise<void> {
  const { governance, sources, reference, window, families } = staging;
  const members = familiesBy(families, ({ source }) => source.members);
  const into = await create(staging, 'purchases');
  await governance.query(
    `CREATE TEMPORARY TABLE passing_purchases (${COLUMNS.purchases.replace('purchases bigint, ', '')}) ON COMMIT DROP`,
  );
  await copyThrough(
    { client: sources.coop, query: purchasesQuery(window, only(staging, 'member_id', members)) },
    { client: governance, into: 'passing_purchases' },
    ([member = '', product = '', shop = '', date = '', yen = '']) => {
      const numbers = members.get(member);
      if (numbers === undefined) return '';
      const cells = `${cell(reference.productCategories.get(product))}\t${cell(reference.shopAreas.get(shop))}\t${cell(window.month(date))}\t${cell(window.quarter(date))}\t${yen}\n`;
      return numbers.map((family) => `${family}\t${cells}`).join('');
    },
  );
  await governance.query(`
    INSERT INTO ${into} SELECT family, product_category, shop_area, month, quarter, count(*), sum(yen)
    FROM passing_purchases GROUP BY 1, 2, 3, 4, 5`);
  await stageSegments(staging);
}

function purchasesQuery({ from, until }: Window, mine: string): string {
  return `SELECT member_id, product_id, shop_id, purchased_on, amount FROM purchases
    WHERE ${mine} AND purchased_on >= '${from}' AND purchased_on < '${until}'`;
}

async function stageSegments({ governance, model, window }: Staging): Promise<void> {
  const segment = positionIn(model, 'PURCHASE_SEGMENT');
  const classes = model.purchaseSegments.toSorted((a, b) => a.from - b.from);
  await governance.query(
    `UPDATE ${STAGED.families} f SET purchase_segment = coalesce(($2::smallint[])[width_bucket(spent.yen, $3::bigint[])], $1)
     FROM (SELECT f.family, sum(p.yen) FILTER (WHERE p.month = ANY($4::smallint[]))::bigint AS yen
           FROM ${STAGED.families} f LEFT JOIN ${STAGED.purchases} p USING (family) GROUP BY f.family) AS spent
     WHERE spent.family = f.family`,
    [segment('NONE'), classes.map(({ code }) => segment(code)), classes.map(({ from }) => from), window.segmentMonths],
  );
}

export async function stageEntries(staging: Staging): Promise<void> {
  const { governance, sources, reference, families } = staging;
  const guardians = familiesBy(families, ({ source }) => source.guardians);
  const query = `SELECT guardian_reference, campaign_id FROM campaign_entries WHERE ${only(staging, 'guardian_reference', guardians)}`;
  const into = await create(staging, 'entries');
  await copyThrough(
    { client: sources.broadcaster, query },
    { client: governance, into },
    ([guardian = '', campaign = '']) => {
      const cells = `${cell(reference.campaigns.get(campaign))}\t${cell(reference.programmes.get(campaign))}`;
      return (guardians.get(guardian) ?? []).map((family) => `${family}\t${cells}\n`).join('');
    },
  );
}

export const STAGES = [
  ['people', stagePeople],
  ['lessons', stageLessons],
  ['purchases', stagePurchases],
  ['entries', stageEntries],
] as const;
