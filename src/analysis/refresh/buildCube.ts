import { ATTRIBUTES, FACT_DIMENSIONS, SUMS, type Grain, type Topic } from '../../statistics/model/statisticModel.js';
import { ROLLUPS } from '../rollups.js';
import { columnOf, grainNumber, rollupOf } from '../storeNames.js';
import { sumsOf } from './boundFacts.js';

/** Bounded sums over families, a row a cell, rollup and generation. A later generation holds the differences that a refresh made. */
export function createCube(table: string): string {
  const dimensions = [...ATTRIBUTES, ...FACT_DIMENSIONS].map((name) => `${columnOf(name)} smallint`);
  const sums = SUMS.map((name) => `${columnOf(name)} bigint`);
  const columns = ['grain int not null', 'rollup smallint not null', 'generation int not null', ...dimensions, ...sums];
  return `CREATE TABLE ${table} (${columns.join(', ')})`;
}

export interface CubePart {
  readonly cube: string;
  readonly facts: string;
  readonly topic: Topic;
  readonly grain: Grain;
  readonly generation: number;
}

/** From facts that begin, less those that end, with this generation; then rolled up from itself. In this order, in one transaction. */
export function insertCube(part: CubePart): readonly string[] {
  return [whole(part), rolledUp(part)];
}

const ALL = ATTRIBUTES.map(columnOf);
const WHOLE = rollupOf(ATTRIBUTES);

function target(cube: string, grain: Grain): string {
  const columns = [...ALL, ...grain.by.map(columnOf), 'families', 'consenting', ...sumsOf(grain).map(columnOf)];
  return `INSERT INTO ${cube} (grain, rollup, generation, ${columns.join(', ')})`;
}

function whole({ cube, facts, topic, grain, generation }: CubePart): string {
  const cells = [...ALL, ...grain.by.map(columnOf)].join(', ');
  const sums = sumsOf(grain).map(columnOf);
  const signed = (sign: number, where: string): string =>
    `SELECT ${[cells, 'consenting', ...sums].join(', ')}, ${sign} AS sign FROM ${facts} WHERE ${where}`;
  const added = sums.map((sum) => `, sum(sign * ${sum}::bigint)`).join('');
  return `${target(cube, grain)}
    SELECT ${grainNumber(topic.name, grain.by)}, ${WHOLE}, ${generation}, ${cells}, sum(sign), sum(sign * consenting::int)${added}
    FROM (${signed(1, `since = ${generation}`)} UNION ALL ${signed(-1, `until = ${generation}`)}) AS changed
    GROUP BY ${cells}`;
}

function rolledUp({ cube, topic, grain, generation }: CubePart): string {
  const dimensions = grain.by.map(columnOf);
  const sums = ['families', 'consenting', ...sumsOf(grain).map(columnOf)].map((sum) => `sum(${sum})`);
  const sets = ROLLUPS.map((rollup) => `(${[...rollup.map(columnOf), ...dimensions].join(', ')})`).join(', ');
  const number = grainNumber(topic.name, grain.by);
  return `${target(cube, grain)}
    SELECT ${[number, ROLLUP, generation, ...ALL, ...dimensions, ...sums].join(', ')}
    FROM ${cube} WHERE grain = ${number} AND rollup = ${WHOLE} AND generation = ${generation}
    GROUP BY GROUPING SETS (${sets})`;
}

/** The bits of the attributes that a grouping set keeps. */
const ROLLUP = ATTRIBUTES.map((name) => `(1 - grouping(${columnOf(name)})) * ${rollupOf([name])}`).join(' + ');
