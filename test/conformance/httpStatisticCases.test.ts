import { BudgetLedger } from '../../src/ledger/budgetLedger.js';
import type { NoisePool } from '../../src/statistics/noise/noisePool.js';
import { startGateway, type Answer, type Data, type Gateway } from '../support/startGateway.js';
import { HEAD, MANAGER, openRegisters, type Registers } from './httpRegisters.js';

/** The cases of statistics over HTTP, on families whose numbers are known. */

/** What every draw is: the cases say numbers, and real noise would hide them. */
const dial = { draw: 0n };
const noise: NoisePool = { take: async (_sigma2, count) => Array.from({ length: count }, () => dial.draw) };

/** Places of more than 25,000 inhabitants, in which the demo's forty families don't live, the last of them nobody. */
const FIFTY_SEVEN = '04213';
const NINE = '04212';
const NOBODY = '04214';
const CELLS = { '04206': 40, '04208': 30 } as const;

let gateway: Gateway;
let registers: Registers;

beforeAll(async () => {
  gateway = await startGateway({
    change: (environment) => {
      const { statistics } = environment;
      // Without a witness, so that accounts can begin anew with each test.
      const ledger = new BudgetLedger({ pool: environment.budgets.pool });
      return { ...environment, statistics: { ...statistics, ports: { ...statistics.ports, ledger, noise } } };
    },
  });
  const places = Object.entries({ [FIFTY_SEVEN]: 57, [NINE]: 9, '04206': 40, '04208': 30, '04211': 5, [NOBODY]: 0 });
  for (const [index, [place, families]] of places.entries()) await settle(place, families, (index + 1) * 1_000);
  await gateway.refresh();
  registers = await openRegisters(gateway);
});
afterAll(async () => gateway.close());
afterEach(async () => {
  dial.draw = 0n;
  await registers.putBack();
  await gateway.data.governance.query('TRUNCATE privacy_accounts, releases, release_views, release_keys');
});

/** So many families of one guardian and one child of eight; nobody else is left there. */
async function settle(place: string, families: number, from: number): Promise<void> {
  const { club } = gateway.data;
  for (const table of ['guardians', 'children'])
    await club.query(`UPDATE ${table} SET municipality_code = '04101' WHERE municipality_code = $1`, [place]);
  const ids = `generate_series(${100_000 + from}, ${100_000 + from + families - 1}) AS id`;
  await club.query(`INSERT INTO families (id, registered_on) SELECT id, '2024-04-01' FROM ${ids}`);
  const person = `id, family_id, family_name, given_name, family_kana, given_kana, sex, birth_date, postal_code, prefecture,
    municipality_code, municipality_name, street, registered_on`;
  const values = (
    birth: string,
  ): string => `SELECT id, id, '宮城野', '花子', 'ミヤギノ', 'ハナコ', 'FEMALE', '${birth}', '980-0811', '宮城県',
    '${place}', '栗原市', '一番町3-7-1', '2024-04-01' FROM ${ids}`;
  await club.query(`INSERT INTO guardians (${person}) ${values('1985-05-03')}`);
  await club.query(`INSERT INTO children (${person}) ${values('2018-05-03')}`);
}

const ADVERTISER = { as: 'advertiser', purpose: 'ANONYMISED_DISCLOSURE' } as const;
const PARTNER = { as: 'partner-analyst', purpose: 'ANONYMISED_DISCLOSURE' } as const;

const ask = async (selection: string, who: { as: string; purpose: string } = PARTNER): Promise<Answer> =>
  gateway.ask({ ...who, query: `{ statistics { ${selection} } }` });
const reach = (places: readonly string[]): string =>
  `families(where: { municipality: ${JSON.stringify(places)} }) { cells { families { value status } } spent { rho } }`;
const reasons = ({ body }: Answer): readonly string[] =>
  (body.extensions?.governance.decisions ?? []).map(({ reason }) => reason);

describe('TV32 the reach of an advertiser', () => {
  test('is a number of many families, and never a list', async () => {
    const { body } = await ask(reach([FIFTY_SEVEN]), ADVERTISER);
    expect(body.data.statistics.families.cells).toEqual([{ families: { value: 57, status: 'RELEASED' } }]);
    const list = await gateway.ask({ ...ADVERTISER, query: '{ guardians(first: 1) { nodes { name } } }' });
    expect(list.body.data?.guardians ?? null).toBeNull();
  });

  // clauses: A4-2b
  test('of nine families is K_THRESHOLD', async () => {
    const answer = await ask(reach([NINE]), ADVERTISER);
    expect(answer.body.data.statistics.families.cells).toEqual([{ families: { value: null, status: 'SUPPRESSED' } }]);
    expect(reasons(answer)).toContain('K_THRESHOLD');
  });

  // clauses: A4-2b
  test('of nobody at all is told as that of nine is: no zero tells that a town has none', async () => {
    const [none, nine] = [await ask(reach([NOBODY]), ADVERTISER), await ask(reach([NINE]), ADVERTISER)];
    expect(none.body.data).toEqual(nine.body.data);
    expect(none.body.data.statistics.families.cells).toEqual([{ families: { value: null, status: 'SUPPRESSED' } }]);
    expect(reasons(none)).toEqual(reasons(nine));
    const towns = `families(groupBy: [MUNICIPALITY], where: { municipality: ["${FIFTY_SEVEN}", "${NOBODY}"] }) {
      cells { by { municipality { code } } families { value status } } }`;
    const cells = (await ask(towns)).body.data.statistics.families.cells as Data[];
    expect(cells.find(({ by }) => by.municipality.code === NOBODY)?.families).toEqual({
      value: null,
      status: 'SUPPRESSED',
    });
  });

  test('the threshold looks at the noisy number: nine may be shown, and fifty-seven may not', async () => {
    dial.draw = 3n;
    expect((await ask(reach([NINE]))).body.data.statistics.families.cells[0].families.status).toBe('RELEASED');
    dial.draw = -50n;
    expect((await ask(reach([FIFTY_SEVEN]))).body.data.statistics.families.cells[0].families.status).toBe('SUPPRESSED');
  });
});

describe('TV33 two questions that differ by a few families', () => {
  test('each has noise of its own and a price of its own, so that their difference is bounded by the budget', async () => {
    dial.draw = 4n;
    const both = (await ask(reach([FIFTY_SEVEN, NINE]))).body.data.statistics.families;
    dial.draw = -7n;
    const one = (await ask(reach([FIFTY_SEVEN]))).body.data.statistics.families;
    expect([both.spent.rho, one.spent.rho]).toEqual([0.005, 0.005]);
    expect(both.cells[0].families.value - one.cells[0].families.value).toBe(9 + 4 + 7);
  });

  test('once the budget is spent the next one is refused', async () => {
    const places = ['04101', '04102', '04103', '04104', '04105', '04202', FIFTY_SEVEN];
    const pairs = places.flatMap((place, index) => places.slice(index + 1).map((other) => [place, other]));
    for (const pair of pairs.slice(0, 20))
      expect((await ask(reach(pair))).body.data.statistics.families.cells).not.toBeNull();
    const refused = await ask(reach(pairs[20] ?? []));
    expect(refused.body.data.statistics.families.cells).toBeNull();
    expect(reasons(refused)).toContain('DP_BUDGET_EXHAUSTED');
  });
});

describe('TV35 a hidden cell beside shown ones and their total', () => {
  const places = ['04206', '04208', '04211'];

  test('is not the total less the others: the total is another purchase with noise of its own', async () => {
    const cells = `families(groupBy: [MUNICIPALITY], where: { municipality: ${JSON.stringify(places)} }) { cells { families { value status } } }`;
    const shown = (await ask(cells)).body.data.statistics.families.cells as Data[];
    expect(shown.map(({ families }) => families.value as number | null)).toEqual([
      CELLS['04206'],
      CELLS['04208'],
      null,
    ]);
    dial.draw = 12n;
    const total = (await ask(reach(places))).body.data.statistics.families.cells[0].families.value as number;
    expect(total - 40 - 30).toBe(5 + 12);
  });

  test('and no total comes with the cells', async () => {
    const { body } = await ask('families(groupBy: [MUNICIPALITY]) { cells { by { municipality { code } } } }');
    const codes = (body.data.statistics.families.cells as Data[]).map(({ by }) => by.municipality.code as string);
    expect(codes).toHaveLength(39);
    expect(codes.every((code) => /^(04\d{3}|OTHER)$/.test(code))).toBe(true);
  });
});

describe('TV37 statistics of purchases to outsiders', () => {
  const purchases = 'purchases { cells { families { status } amount { status } } }';

  // clauses: A4-1d A4-2a A4-2c A8-1
  test('are refused without an approval, also as a price, and open with one until it ends', async () => {
    const refused = await ask(purchases);
    expect(refused.body.data.statistics.purchases).toBeNull();
    expect(reasons(refused)).toContain('APPROVAL_REQUIRED');
    expect((await ask('purchases { quote { rho } }')).body.data.statistics.purchases).toBeNull();
    const { organisation } = gateway.identity('partner-analyst');
    const input = {
      role: 'PARTNER',
      organisation,
      purpose: 'ANONYMISED_DISCLOSURE',
      categories: ['PURCHASE_HISTORY'],
      why: 'study',
    };
    const validTo = new Date(gateway.clock.now.getTime() + 7 * 86_400_000).toISOString();
    const key = await registers.record({ ...MANAGER, noun: 'ApprovalRequest', input, validTo });
    expect((await ask(purchases)).body.data.statistics.purchases).toBeNull();
    await registers.approve({ ...HEAD, noun: 'ApprovalRequest', key });
    expect((await ask(purchases)).body.data.statistics.purchases.cells).toHaveLength(1);
    await registers.end({ ...MANAGER, noun: 'ApprovalRequest', key });
    expect((await ask(purchases)).body.data.statistics.purchases).toBeNull();
  });

  test('an approval of purchases opens no enrolments, and no spending by segment of campaigns', async () => {
    for (const topic of ['enrolments', 'attendance', 'campaigns']) {
      const { body } = await ask(`${topic} { cells { families { status } } }`);
      expect(body.data.statistics[topic]).toBeNull();
    }
    const segments = await ask('families(groupBy: [PURCHASE_SEGMENT]) { cells { families { status } } }');
    expect(segments.body.data.statistics.families).toBeNull();
    const coverage = await ask('families { cells { consentCoverage { status } } }');
    expect(coverage.body.data.statistics.families).toBeNull();
  });
});
