import type { ClassQuestion, FactQuestion } from '../statistics/factStore.js';
import { ATTRIBUTES, DIMENSION_NAMES, type DimensionName, type SumName } from '../statistics/model/statisticModel.js';
import { boundedSum } from './boundedSum.js';
import { rollupFor } from './rollups.js';
import type { LivingSnapshot } from './snapshotRow.js';
import { columnOf, grainNumber, rollupOf, tablesOf } from './storeNames.js';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

type Asked = Omit<FactQuestion, 'sums'>;

/** Sums besides the two that every row has. */
function measured(sums: readonly SumName[]): readonly SumName[] {
  return sums.filter((name) => name !== 'FAMILIES' && name !== 'CONSENTING');
}

/** The parameters: the snapshot's number, then the kept positions of each filtered dimension, in the order of the dimensions. */
function filtersOf({ keep }: Asked, { number, domains }: LivingSnapshot) {
  const filtered = DIMENSION_NAMES.filter((name) => keep[name] !== undefined);
  const positions = (name: DimensionName) => keep[name]?.map((code) => domains[name].indexOf(code)) ?? [];
  const conditions = filtered.map((name, index) => `${columnOf(name)} = ANY($${index + 2}::smallint[])`);
  return { where: ['', ...conditions].join(' AND '), values: [number, ...filtered.map(positions)] };
}

/**
 * Families from which a change in the registers took something since the refresh, found by the keyed names of their people.
 * `closed`: all of it; `silent`: no guardian's consent is left.
 */
function touched({ base }: LivingSnapshot): string {
  const { subjects } = tablesOf(base);
  return `touched AS MATERIALIZED (
    SELECT s.family, bool_or(e.closed) AS closed, NOT EXISTS (
      SELECT FROM ${subjects} AS o LEFT JOIN analysis_effects AS w USING (subject_pseudonym)
      WHERE o.family = s.family AND o.since <= $1 AND o.until > $1 AND o.consents AND w.withdrawn IS NOT TRUE) AS silent
    FROM analysis_effects AS e JOIN ${subjects} AS s USING (subject_pseudonym)
    WHERE s.since <= $1 AND s.until > $1 GROUP BY s.family)`;
}

const VALID = 'since <= $1 AND until > $1';

/** The sums of a question, cell by cell. Text and values follow from the question and the snapshot's number alone. */
export function sumsStatement(question: FactQuestion, snapshot: LivingSnapshot): Statement {
  return question.regroupedFrom === null ? fromCube(question, snapshot) : fromFacts(question, snapshot);
}

/** From the cube, less what touched families have in it: the rows are bounded already, and added to nothing. */
function fromCube(question: FactQuestion, snapshot: LivingSnapshot): Statement {
  const tables = tablesOf(snapshot.base);
  const { where, values } = filtersOf(question, snapshot);
  const cells = question.groupBy.map(columnOf);
  const sums = measured(question.sums).map(columnOf);
  const all = [...cells, 'families', 'consenting', ...sums];
  const { topic, grain } = question;
  const taken = sums.map((sum) => `, - closed::int * ${sum}::bigint`).join('');
  const text = `WITH ${touched(snapshot)}, parts AS (
    SELECT ${all.join(', ')} FROM ${tables.cube}
    WHERE grain = ${grainNumber(topic, grain)} AND rollup = ${rollupNumber(question, snapshot)} AND generation <= $1${where}
    UNION ALL
    SELECT ${[...cells, '- closed::int', '- (consenting AND (closed OR silent))::int'].join(', ')}${taken}
    FROM touched CROSS JOIN LATERAL (SELECT * FROM ${tables.facts(topic, grain)} AS f
      WHERE f.family = touched.family AND ${VALID}${where} OFFSET 0) AS own)
    SELECT ${[...cells, ...summed(['families', 'consenting', ...sums])].join(', ')} FROM parts
    GROUP BY ${cells.join(', ') || '()'} HAVING sum(families) > 0`;
  return { text, values };
}

const summed = (columns: readonly string[]): readonly string[] =>
  columns.map((column) => `sum(${column})::text AS ${column}`);

function rollupNumber({ groupBy, keep }: Asked, { domains }: LivingSnapshot): number {
  const needed = ATTRIBUTES.filter((name) => groupBy.includes(name) || keep[name] !== undefined);
  return rollupOf(rollupFor(needed, domains));
}

/** How a family's finer facts are made one: a purchase stands whole in each course of its family, all else in one place only. */
function together({ topic, grain, regroupedFrom }: Asked): 'sum' | 'max' {
  return topic === 'PURCHASES' && regroupedFrom?.includes('COURSE') === true && !grain.includes('COURSE')
    ? 'max'
    : 'sum';
}

/** Made one per family from a finer grain and bounded again, so that a family still counts once; touched families are left out. */
function fromFacts(question: FactQuestion, snapshot: LivingSnapshot): Statement {
  const { where, values } = filtersOf(question, snapshot);
  const cells = question.groupBy.map(columnOf);
  const sums = measured(question.sums);
  const bounds = boundsOf(question, sums);
  const bounded = (name: SumName): string =>
    boundedSum(name, {
      part: (sum) => `${together(question)}(f.${columnOf(sum)})`,
      bound: (sum) => {
        const place = bounds.findIndex(([each]) => each === sum);
        return place === -1 ? null : `$${values.length + place + 1}::bigint`;
      },
    });
  const text = `WITH ${touched(snapshot)}, per_family AS (
    SELECT ${['family', ...cells].join(', ')}, 1 AS families, (bool_or(consenting) AND NOT coalesce(bool_or(silent), false))::int AS consenting${sums.map((name) => `, ${bounded(name)} AS ${columnOf(name)}`).join('')}
    FROM ${factsOf(question, snapshot)} AS f LEFT JOIN touched USING (family)
    WHERE ${VALID}${where} AND closed IS NOT TRUE GROUP BY ${['family', ...cells].join(', ')})
    SELECT ${[...cells, ...summed(['families', 'consenting', ...sums.map(columnOf)])].join(', ')} FROM per_family
    GROUP BY ${cells.join(', ') || '()'} HAVING sum(families) > 0`;
  return { text, values: [...values, ...bounds.map(([, most]) => most)] };
}

/** Of these sums, and of what one of them is cut in proportion to: a parameter that the text does not have is refused. */
function boundsOf({ clamp }: Asked, sums: readonly SumName[]): readonly (readonly [SumName, number])[] {
  const named = Object.entries(clamp) as [SumName, number][];
  return named.filter(([name]) => sums.includes(name) || (name === 'LESSONS' && sums.includes('ATTENDED')));
}

/** Families per class of their own sum: what no cube can tell. */
export function classesStatement(question: ClassQuestion, snapshot: LivingSnapshot): Statement {
  const { where, values } = filtersOf(question, snapshot);
  const cells = question.groupBy.map(columnOf);
  const next = values.length + 1;
  const text = `WITH ${touched(snapshot)}, per_family AS (
    SELECT ${['family', ...cells].join(', ')}, least(${together(question)}(f.${columnOf(question.of)}), $${next}::bigint)::bigint AS value
    FROM ${factsOf(question, snapshot)} AS f LEFT JOIN touched USING (family)
    WHERE ${VALID}${where} AND closed IS NOT TRUE GROUP BY ${['family', ...cells].join(', ')})
    SELECT ${[...cells, `width_bucket(value, $${next + 1}::bigint[]) AS class`, 'count(*)::text AS families'].join(', ')} FROM per_family
    GROUP BY ${[...cells, 'class'].join(', ')}`;
  return { text, values: [...values, clampOf(question, question.of), [...question.grid]] };
}

function factsOf({ topic, grain, regroupedFrom }: Asked, { base }: LivingSnapshot): string {
  return tablesOf(base).facts(topic, regroupedFrom ?? grain);
}

function clampOf({ clamp }: Asked, name: SumName): number {
  const bound = clamp[name];
  if (bound === undefined) throw new RangeError(`analysis: a question without a bound for ${name}.`);
  return bound;
}
