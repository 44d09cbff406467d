import { createHash } from 'node:crypto';
import { positionIn, type Position } from '../domains.js';
import type { DimensionName, StatisticModel } from '../../statistics/model/statisticModel.js';
import type { OpenSources } from './openSources.js';

/** Where each row of the small public tables lies in the domains, by its key; null: nowhere. */
export interface ReferenceData {
  readonly courses: ReadonlyMap<string, number | null>;
  readonly productCategories: ReadonlyMap<string, number | null>;
  readonly shopAreas: ReadonlyMap<string, number | null>;
  readonly campaigns: ReadonlyMap<string, number | null>;
  readonly programmes: ReadonlyMap<string, number | null>;
  /** Changes when any of them lies elsewhere: then no family's old facts are sure to hold. */
  readonly digest: string;
}

const QUERIES = {
  courses: ['club', 'COURSE', 'SELECT id::text AS id, ARRAY[code, name] AS words FROM courses ORDER BY id'],
  productCategories: [
    'coop',
    'PRODUCT_CATEGORY',
    `SELECT p.id::text AS id, ARRAY[c.code, c.name] AS words FROM products p JOIN product_categories c ON c.id = p.category_id ORDER BY p.id`,
  ],
  shopAreas: ['coop', 'SHOP_AREA', 'SELECT id::text AS id, ARRAY[area] AS words FROM shops ORDER BY id'],
  campaigns: ['broadcaster', 'CAMPAIGN', 'SELECT id::text AS id, ARRAY[name] AS words FROM campaigns ORDER BY id'],
  programmes: [
    'broadcaster',
    'PROGRAMME',
    'SELECT c.id::text AS id, ARRAY[p.title] AS words FROM campaigns c JOIN programmes p ON p.id = c.programme_id ORDER BY c.id',
  ],
} as const satisfies Readonly<Record<string, readonly [keyof OpenSources, DimensionName, string]>>;

type Table = keyof typeof QUERIES;

export async function readReferenceData(sources: OpenSources, model: StatisticModel): Promise<ReferenceData> {
  const tables: [Table, ReadonlyMap<string, number | null>][] = [];
  for (const [table, [source, dimension, query]] of Object.entries(QUERIES)) {
    const { rows } = await sources[source].query<{ id: string; words: string[] }>(query);
    const position = positionIn(model, dimension);
    tables.push([table as Table, new Map(rows.map(({ id, words }) => [id, firstPosition(words, position)]))]);
  }
  const text = JSON.stringify(tables.map(([table, rows]) => [table, [...rows]]));
  const digest = createHash('sha256').update(text).digest('hex');
  return { ...(Object.fromEntries(tables) as Record<Table, ReadonlyMap<string, number | null>>), digest };
}

/** The code decides where it is known; OTHER only where no word is. */
function firstPosition(words: readonly string[], position: Position): number | null {
  const other = position('OTHER');
  const found = words.map(position);
  return found.find((place) => place !== null && place !== other) ?? found[0] ?? null;
}
