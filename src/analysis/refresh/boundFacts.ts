import type { Grain, StatisticModel, SumName, Topic } from '../../statistics/model/statisticModel.js';
import { boundedSum } from '../boundedSum.js';
import { columnOf, FOR_EVER } from '../storeNames.js';
import { STAGED } from './stage.js';

const ATTRIBUTE_COLUMNS = ['municipality', 'region', 'age_band', 'purchase_segment', 'consenting'] as const;

/** What a topic's rows are, and what each sum is of a family's rows in one cell, before it is bounded. */
const ROWS: Readonly<Record<Topic['name'], string>> = {
  FAMILIES: STAGED.families,
  CHILDREN: STAGED.children,
  ENROLMENTS: STAGED.enrolments,
  ATTENDANCE: STAGED.lessons,
  PURCHASES: STAGED.purchases,
  CAMPAIGNS: STAGED.entries,
};

type Measured = Exclude<SumName, 'FAMILIES' | 'CONSENTING'>;

const SUMMED: Readonly<Record<Measured, string>> = {
  CHILDREN: 'count(*)',
  ENROLMENTS: 'count(*)',
  LESSONS: 'sum(lessons)',
  ATTENDED: 'sum(attended)',
  PURCHASES: 'sum(purchases)',
  AMOUNT: 'sum(yen)',
  ENTRIES: 'count(*)',
};

/** Sums of a grain, in the order of its clamps. */
export function sumsOf({ clamp }: Grain): readonly Measured[] {
  return (Object.keys(SUMMED) as Measured[]).filter((name) => clamp[name] !== undefined);
}

export function factColumns(grain: Grain): readonly string[] {
  return [...grain.by.map(columnOf), ...sumsOf(grain).map(columnOf)];
}

export function createFacts(table: string, grain: Grain): string {
  const dimensions = grain.by.map((name) => `, ${columnOf(name)} smallint not null`).join('');
  const sums = sumsOf(grain)
    .map((name) => `, ${columnOf(name)} int not null`)
    .join('');
  return `CREATE TABLE ${table} (family int not null, since int not null, until int not null, municipality smallint, region smallint,
    age_band smallint, purchase_segment smallint, consenting boolean not null${dimensions}${sums})`;
}

/**
 * Facts of a grain from the staged rows: a row a family and cell. First all of a family's rows in the cell are added up, as exact
 * integers, then the sum is bounded to [0, clamp]: so a family moves a cell by at most clamp, whatever it did. At most `cells` cells of
 * a family are kept, in an order that is keyed and depends on the family alone. Values outside of the public domain have no cell.
 */
export function insertFacts(table: string, topic: Topic, grain: Grain, model: StatisticModel): string {
  const dimensions = grain.by.map(columnOf);
  const sums = sumsOf(grain);
  const inDomain = dimensions.map((column) => `${column} IS NOT NULL`).join(' AND ') || 'true';
  const summed = sums.map((name) => `, ${summedUp(name, model)} AS ${columnOf(name)}`).join('');
  const keys = ['family', ...dimensions].join(', ');
  const cells = `SELECT ${keys}${summed} FROM ${rowsOf(topic, grain)} WHERE ${inDomain} GROUP BY ${keys}`;
  const bound = (name: SumName) => (sums.some((each) => each === name) ? `${clampOf(grain, name)}` : null);
  const bounded = sums.map((name) => `, greatest(0, ${boundedSum(name, { part: columnOf, bound })})`).join('');
  return `INSERT INTO ${table} (family, since, until, ${[...ATTRIBUTE_COLUMNS, ...factColumns(grain)].join(', ')})
    SELECT family, $1::int, ${FOR_EVER}, ${[...ATTRIBUTE_COLUMNS, ...dimensions].join(', ')}${bounded}
    FROM (${kept(cells, grain)}) AS cell JOIN ${STAGED.families} USING (family) ORDER BY family`;
}

function rowsOf(topic: Topic, { by }: Grain): string {
  const rows = ROWS[topic.name];
  if (topic.name === 'FAMILIES') return `(SELECT family FROM ${rows}) AS row`;
  if (topic.name !== 'PURCHASES' || !by.includes('COURSE')) return `${rows} AS row`;
  // A purchase lies in each course that a child is or was enrolled in, once however many children, classes and terms.
  return `${rows} AS row JOIN (SELECT DISTINCT family, course FROM ${STAGED.enrolments}) AS enrolled USING (family)`;
}

/** Yen are rounded to units once, after they are added up. */
function summedUp(name: Measured, { amountUnit }: StatisticModel): string {
  const unit = wholeNumber(amountUnit, 'amountUnit');
  return name === 'AMOUNT' ? `(sum(yen)::bigint + ${Math.floor(unit / 2)}) / ${unit}` : `${SUMMED[name]}::bigint`;
}

/** The order is only made for families that have too many: hashing every cell would cost more than all the rest. */
function kept(cells: string, { by, cells: most }: Grain): string {
  if (most === null) return cells;
  const limit = wholeNumber(most, 'cells');
  const place = by.map((name) => `'${name}', ${columnOf(name)}`).join(', ');
  const order = `sha256(order_key || convert_to(concat_ws(' ', ${place}), 'UTF8'))`;
  return `SELECT * FROM (SELECT counted.*, row_number() OVER (PARTITION BY family ORDER BY CASE WHEN had > ${limit} THEN ${order} END) AS position
    FROM (SELECT cell.*, count(*) OVER (PARTITION BY family) AS had FROM (${cells}) AS cell) AS counted
    JOIN ${STAGED.families} USING (family)) AS ordered WHERE position <= ${limit}`;
}

function clampOf({ clamp }: Grain, name: SumName): number {
  return wholeNumber(clamp[name] ?? 0, `clamp of ${name}`);
}

/** Bounds go into the text of the statement: they are of the policy, and nothing else may get there. */
function wholeNumber(value: number, what: string): number {
  if (Number.isInteger(value) && value > 0 && value < FOR_EVER) return value;
  throw new RangeError(`analysis: ${what} is ${value}, and must be a whole number above 0.`);
}
