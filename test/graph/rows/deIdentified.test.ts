import { startGateway, type Asking, type Data, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
/** Guardian key -> family. */
let familyOf: ReadonlyMap<string, number>;

const TOOL = { as: 'marketing-tool', purpose: 'BENEFICIAL_INFORMATION' } as const;
const AFFILIATE = { as: 'affiliate-staff', purpose: 'CLUB_OPERATION' } as const;
const K = 10;

beforeAll(async () => {
  gateway = await startGateway({ rowClasses: 'COUNTED' });
  const { rows } = await gateway.data.club.query<{ id: number; family_id: number }>(
    'SELECT id, family_id FROM guardians',
  );
  familyOf = new Map(
    rows.flatMap(({ id, family_id: family }) =>
      [TOOL, AFFILIATE].map(({ as }) => [gateway.idOf(as, 'Guardian', id), family] as const),
    ),
  );
});

afterAll(async () => {
  await gateway.close();
});

const nodes = async (asking: Asking): Promise<Data[]> => {
  const { body } = await gateway.ask(asking);
  return (body.data?.guardians?.nodes ?? []) as Data[];
};
const LIST = '{ guardians(first: 500) { nodes { id name memberCode ageBand municipality { code name } sex } } }';

/** Families of the rows that share what `key` says of them. */
function classesBy(rows: readonly Data[], key: (row: Data) => unknown): Map<string, Set<number>> {
  const classes = new Map<string, Set<number>>();
  for (const row of rows) {
    const name = JSON.stringify(key(row));
    classes.set(name, (classes.get(name) ?? new Set()).add(familyOf.get(row.id as string) ?? -1));
  }
  return classes;
}

const quasiIdentifiers = ({ ageBand, municipality, sex }: Data) => [ageBand, municipality?.code ?? null, sex];

describe.each([
  ['the marketing tool', TOOL],
  ['an affiliate', AFFILIATE],
] as const)('what %s sees of rows without a name', (_who, asking) => {
  test('is shared by at least k families, whichever class it is', async () => {
    const rows = await nodes({ ...asking, query: LIST });
    expect(rows.length).toBeGreaterThan(K);
    const classes = classesBy(rows, quasiIdentifiers);
    for (const families of classes.values()) expect(families.size).toBeGreaterThanOrEqual(K);
    expect(rows.some(({ municipality, ageBand }) => municipality !== null || ageBand !== null)).toBe(true);
  });

  test('is no finer when each attribute is asked for alone, row by row, and joined by id', async () => {
    const together = new Map((await nodes({ ...asking, query: LIST })).map((row) => [row.id as string, row]));
    const bands = await nodes({ ...asking, query: '{ guardians(first: 500) { nodes { id ageBand } } }' });
    const places = await nodes({
      ...asking,
      query: '{ guardians(first: 500) { nodes { id municipality { code } } } }',
    });
    for (const row of bands) expect(row.ageBand).toBe(together.get(row.id as string).ageBand);
    for (const row of places) expect(row.municipality?.code).toBe(together.get(row.id as string).municipality?.code);
    const [id, row] = [...together][0] ?? [];
    const single = await gateway.ask({
      ...asking,
      query: `{ guardian(id: "${id ?? ''}") { id ageBand municipality { code name } } }`,
    });
    expect(single.body.data.guardian).toMatchObject({ ageBand: row.ageBand, municipality: row.municipality });
  });

  test('can not be cut by a filter: it finds what rows show, never what they have', async () => {
    const all = await nodes({ ...asking, query: LIST });
    const { rows: places } = await gateway.data.club.query<{ code: string }>(
      'SELECT DISTINCT municipality_code AS code FROM guardians',
    );
    let found = 0;
    for (const code of [...places.map((place) => place.code), 'SENDAI', 'SENNAN', '04', 'OTHER']) {
      const query = `{ guardians(first: 500, where: { municipality: ["${code}"] }) { nodes { id } } }`;
      const ids = new Set((await nodes({ ...asking, query })).map(({ id }) => id as string));
      const shown = all.filter(({ municipality }) => municipality?.code === code).map(({ id }) => id as string);
      expect(ids).toEqual(new Set(shown));
      const families = new Set([...ids].map((id) => familyOf.get(id)));
      expect(families.size === 0 || families.size >= K).toBe(true);
      found += ids.size;
    }
    expect(found).toBeGreaterThan(0);
    for (const band of ['AGE_30_39', 'AGE_40_49', 'AGE_18_39', 'AGE_40_59']) {
      const query = `{ guardians(first: 500, where: { ageBand: [${band}] }) { nodes { id } } }`;
      const ids = (await nodes({ ...asking, query })).map(({ id }) => id as string);
      expect(new Set(ids)).toEqual(
        new Set(all.filter(({ ageBand }) => ageBand === band).map(({ id }) => id as string)),
      );
    }
  });

  test('can not be sorted by what it does not show', async () => {
    const { body } = await gateway.ask({
      ...asking,
      query: '{ guardians(first: 5, orderBy: [MUNICIPALITY]) { nodes { id } } }',
    });
    expect(body.data.guardians).toBeNull();
    expect(body.extensions?.governance.decisions[0]).toMatchObject({ reason: 'INPUT_NOT_ALLOWED' });
  });
});

test('rows that show who they are about keep their attributes: a name tells more than a class', async () => {
  const query = '{ guardians(first: 500) { nodes { id name ageBand municipality { code } } } }';
  const rows = await nodes({ as: 'operator-staff', purpose: 'CLUB_OPERATION', query });
  expect(rows.every(({ name, ageBand }) => name !== null && ageBand !== null)).toBe(true);
  expect(classesBy(rows, quasiIdentifiers).size).toBeGreaterThan(5);
});

test('what lies between (a row of one who did not opt in, whose name the co-op does not see) is a class as well', async () => {
  const query = '{ guardians(first: 500) { nodes { id name ageBand municipality { code } } } }';
  const rows = await nodes({ as: 'coop-staff', purpose: 'BENEFICIAL_INFORMATION', query });
  const nameless = rows.filter(({ name }) => name === null);
  const named = rows.filter(({ name }) => name !== null);
  expect(named.every(({ ageBand }) => ageBand !== null)).toBe(true);
  const { rows: guardians } = await gateway.data.club.query<{ id: number; family_id: number }>(
    'SELECT id, family_id FROM guardians',
  );
  const families = new Map(
    guardians.map(({ id, family_id }) => [gateway.idOf('coop-staff', 'Guardian', id), family_id]),
  );
  const classes = new Map<string, Set<number>>();
  for (const row of nameless) {
    const key = JSON.stringify([row.ageBand, row.municipality?.code ?? null]);
    classes.set(key, (classes.get(key) ?? new Set()).add(families.get(row.id as string) ?? -1));
  }
  const all = new Set(nameless.map(({ id }) => families.get(id as string))).size;
  for (const [key, seen] of classes) expect(seen.size >= Math.min(K, all) || key === '[null,null]').toBe(true);
});

test('where nobody has counted yet, everything that could single somebody out is withheld', async () => {
  await gateway.data.governance.query('TRUNCATE analysis_row_classes');
  const rows = await nodes({ ...TOOL, query: LIST });
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ ageBand, municipality }) => ageBand === null && municipality === null)).toBe(true);
  const filtered = await nodes({
    ...TOOL,
    query: '{ guardians(first: 5, where: { municipality: ["04101"] }) { nodes { id } } }',
  });
  expect(filtered).toEqual([]);
});
