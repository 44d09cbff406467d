import { DATA_SETS } from '../../src/sources/dataSets.js';
import { openSourceOrm, SOURCE_NAMES } from '../../src/sources/openSource.js';

/** Tables that say nothing of any person. */
const ABOUT_NOBODY = [
  'broadcaster.campaigns',
  'broadcaster.programmes',
  'club.classes',
  'club.courses',
  'coop.product_categories',
  'coop.products',
  'coop.shops',
  'coop.suppliers',
];

/** Of all entities, from their own metadata. */
async function everyTable(): Promise<readonly string[]> {
  const tables: string[] = [];
  for (const source of SOURCE_NAMES) {
    const orm = openSourceOrm(source, { host: '127.0.0.1', port: 1, user: 'nobody', database: 'nothing' });
    for (const { tableName, abstract } of orm.getMetadata().getAll().values()) {
      if (abstract !== true) tables.push(`${source}.${tableName}`);
    }
    await orm.close();
  }
  return tables;
}

// clauses: A8-2
test('each table of the sources is a data set that somebody has to own, or is about nobody', async () => {
  const tables = await everyTable();
  expect([...DATA_SETS, ...ABOUT_NOBODY].toSorted()).toEqual(tables.toSorted());
});

test('none is both', () => {
  expect(DATA_SETS.filter((name) => ABOUT_NOBODY.includes(name))).toEqual([]);
});
