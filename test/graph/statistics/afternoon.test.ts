import type { NoisePool } from '../../../src/statistics/noise/noisePool.js';
import { startGateway, type Data, type Gateway } from '../../support/startGateway.js';

/** What an analyst meets over HTTP: price, purchase, refresh, drill-down, and the end of the budget. readmeAfternoon.test.ts runs what README.md tells. */

/** Forty families would drown in real noise: here a draw is -1, 0 or 1. */
const quietNoise: NoisePool = {
  take: async (_sigma2, count) => Array.from({ length: count }, (_draw, index) => BigInt((index % 3) - 1)),
};

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({
    snapshot: true,
    change: (environment) => {
      const { statistics } = environment;
      return { ...environment, statistics: { ...statistics, ports: { ...statistics.ports, noise: quietNoise } } };
    },
  });
});
afterAll(async () => gateway.close());

const ANALYST = { as: 'analyst', purpose: 'AGGREGATE_ANALYSIS' } as const;
const NUMBER = '{ value low high coverage shown status }';

async function statistics(selection: string, as: { as: string; purpose: string } = ANALYST): Promise<Data> {
  const { body } = await gateway.ask({ ...as, query: `{ statistics { ${selection} } }` });
  return body.errors === undefined
    ? body.data?.statistics
    : { error: body.errors[0]?.message, code: body.errors[0]?.extensions.code };
}

test('the price comes first, and costs nothing', async () => {
  const question = 'purchases(groupBy: [REGION])';
  const ask = `${question} { quote(measures: [AMOUNT_PER_FAMILY, AMOUNT_MEDIAN]) { rho epsilon cells remainingAfter alreadyReleased warning } }`;
  const { purchases } = await statistics(ask);
  expect(purchases.quote).toEqual({
    rho: 0.025,
    epsilon: expect.any(Number) as number,
    cells: 8,
    remainingAfter: 0.375,
    alreadyReleased: false,
    warning: null,
  });
  expect((await statistics(ask)).purchases).toEqual(purchases);
});

test('the quote tells how exact every measure will be, also those that are made of others', async () => {
  const ask = (families: string) => `purchases(groupBy: [REGION]) {
    quote${families} { halfWidth95 { families amount amountPerFamily purchasesPerFamily amountMedian } } }`;
  const told = (await statistics(ask('(measures: [AMOUNT, PURCHASES_PER_FAMILY, AMOUNT_MEDIAN])'))).purchases.quote
    .halfWidth95;
  for (const width of Object.values(told)) expect(width).toBeGreaterThan(0);
  const larger = (await statistics(ask('(measures: [AMOUNT], families: 1000)'))).purchases.quote.halfWidth95;
  expect(larger).toMatchObject({ families: told.families, amount: told.amount, amountMedian: null });
  expect(larger.amountPerFamily).toBeLessThan(told.amountPerFamily / 5);
});

test('what is quoted is charged to the last digit; what is bought comes with its interval, and again for free', async () => {
  const ask = `purchases(groupBy: [REGION]) { quote { rho remainingAfter halfWidth95 { families amount } alreadyReleased }
    cells { by { region { code name } } families ${NUMBER} amount ${NUMBER} amountPerFamily ${NUMBER} }
    spent { rho epsilon unit mechanism } release { id question } }`;
  const bought = (await statistics(ask)).purchases;
  expect(bought.spent).toMatchObject({ rho: 0.015, unit: 'FAMILY', mechanism: 'DISCRETE_GAUSSIAN' });
  expect(bought.cells).toHaveLength(8);
  expect(bought.release.question).toBe('PURCHASES by REGION: FAMILIES, AMOUNT');
  for (const cell of bought.cells) {
    for (const number of [cell.families, cell.amount, cell.amountPerFamily]) {
      if (number.status === 'SUPPRESSED')
        expect(number).toMatchObject({ value: null, low: null, high: null, coverage: null, shown: null });
      else {
        expect(number.low <= number.shown && number.shown <= number.high).toBe(true);
        expect(number.coverage >= 0.95 && number.coverage < 0.97).toBe(true);
      }
    }
  }
  const again = (await statistics(ask)).purchases;
  expect(again.cells).toEqual(bought.cells);
  expect(again).toMatchObject({
    spent: { rho: 0, epsilon: 0 },
    quote: { alreadyReleased: true, remainingAfter: 0.385 },
  });
});

test.each(['quote cells', 'cells quote'])(
  'beside the numbers (%s) a quote tells how it stood before they were bought',
  async (order) => {
    const { statistics: real } = gateway.environment;
    const { ledger } = real.ports;
    // A look that takes longer than a purchase would see what it has paid.
    const slow: typeof ledger = {
      acquire: (purchase) => ledger.acquire(purchase),
      complete: (id, body) => ledger.complete(id, body),
      find: (wanted) => ledger.find(wanted),
      standing: async (asked) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        return ledger.standing(asked);
      },
    };
    const other = await startGateway({
      on: gateway,
      change: (environment) => ({ ...environment, statistics: { ...real, ports: { ...real.ports, ledger: slow } } }),
    });
    const fields: Readonly<Record<string, string>> = {
      quote:
        'quote { remainingAfter alreadyReleased } all: quote(measures: [CHILDREN_PER_FAMILY]) { remainingAfter alreadyReleased }',
      cells: 'cells { children { value } }',
    };
    const band = order === 'quote cells' ? '9-11' : '12-14';
    const select = order.split(' ').map((name) => fields[name]);
    const query = `{ statistics { children(where: { childAgeBand: ["${band}"] }) { ${select.join(' ')} spent { rho } } } }`;
    const { body } = await other.ask({ ...ANALYST, query }).finally(async () => other.close());
    const { children } = body.data.statistics;
    expect(children.spent.rho).toBe(0.01);
    expect(children.quote.alreadyReleased).toBe(false);
    const left = children.quote.remainingAfter as number;
    expect(children.all).toEqual(children.quote);
    const again = (await statistics('children(groupBy: [SEX]) { quote(measures: [CHILDREN]) { remainingAfter } }'))
      .children;
    expect(again.quote.remainingAfter).toBeCloseTo(left - 0.01, 9);
  },
);

test('a dashboard has its release by its id, as numbers and as a document; a stranger has neither', async () => {
  const { purchases } = await statistics('purchases(groupBy: [REGION]) { cells { amount { value } } release { id } }');
  const { id } = purchases.release;
  const ask = `release(id: "${id}") { id question cells { by { dimension value { code } } numbers { measure number { value status } } }
    document(format: CSV) { fileName mediaType body } }`;
  const { release } = await statistics(ask);
  expect(release.cells[0].by).toEqual([{ dimension: 'REGION', value: { code: 'SENNAN' } }]);
  expect(release.cells[0].numbers.map(({ measure }: Data) => measure as string)).toEqual([
    'FAMILIES',
    'AMOUNT',
    'AMOUNT_PER_FAMILY',
  ]);
  expect(release.document.body.split('\r\n').filter((line: string) => /^[A-Z]+/.test(line))).toHaveLength(8);
  expect(release.document).toMatchObject({
    mediaType: 'text/csv; charset=utf-8',
    fileName: `purchases-${String(id)}.csv`,
  });
  const stranger = { as: 'partner-analyst', purpose: 'ANONYMISED_DISCLOSURE' };
  expect((await statistics(ask, stranger)).release).toBeNull();
  expect((await statistics(ask.replace(String(id), '00000000-0000-0000-0000-000000000000'))).release).toBeNull();
  expect((await statistics(ask.replace(String(id), 'no id'))).release).toBeNull();
});

test('drilling down: children add up to the parent that was bought before, at the price of the children alone', async () => {
  const bands = 'where: { ageBand: ["9-11", "12-14"] }';
  const parent = (await statistics(`families(${bands}) { cells { families { value } } release { id } }`)).families;
  const id = String(parent.release.id);
  const ask = `families(groupBy: [AGE_BAND], ${bands}, consistentWith: "${id}") {
    cells { by { ageBand { code } } families ${NUMBER} } parents { families ${NUMBER} } spent { rho }
    release { id document { body } } }`;
  const drilled = (await statistics(ask)).families;
  expect(drilled.spent.rho).toBe(0.005);
  const sum = drilled.cells.reduce((added: number, { families }: Data) => added + Number(families.value), 0);
  expect(drilled.cells.map(({ families }: Data) => families.status as string)).toEqual(['RELEASED', 'RELEASED']);
  expect(Math.abs(sum - drilled.parents[0].families.value)).toBeLessThan(0.1);
  const stored = await statistics(`release(id: "${String(drilled.release.id)}") { id document { body } }`);
  expect(drilled.release).toEqual(stored.release);
  const before = await spent();
  const unfit = ask.replace('["9-11", "12-14"]', '["9-11"]');
  expect(await statistics(unfit)).toMatchObject({ error: expect.stringContaining('keeps other values') as string });
  expect(await spent()).toBe(before);
  const refused = await statistics(ask.replace(/consistentWith: "[^"]*"/, 'consistentWith: "other"'));
  expect(refused).toMatchObject({
    code: 'BAD_INPUT',
    error: expect.stringContaining('you have no release other') as string,
  });
});

test.each([
  ['children', 'children(groupBy: [SEX, CHILD_AGE_BAND])', 'children childrenPerFamily', 18],
  ['enrolments', 'enrolments(groupBy: [COURSE])', 'enrolments', 12],
  ['attendance', 'attendance(groupBy: [TERM])', 'lessons attended attendanceRate', 3],
  ['campaigns', 'campaigns(groupBy: [PROGRAMME])', 'entries', 8],
  ['families', 'families(groupBy: [PURCHASE_SEGMENT])', 'consentCoverage', 6],
  ['purchases', 'purchases(groupBy: [COURSE])', 'amountPerFamily amountMedian', 12],
  ['purchases', 'purchases(where: { month: { from: "2026-08", to: "2026-10" } })', 'purchases', 1],
])('%s: %s has every cell of its domain', async (topic, question, measures, cells) => {
  const selected = measures.split(' ').map((name) => `${name} ${NUMBER}`);
  const answer = (await statistics(`${question} { cells { families ${NUMBER} ${selected.join(' ')} } }`))[topic];
  expect(answer.cells).toHaveLength(cells);
  expect(answer.cells.some(({ families }: Data) => families.status === 'RELEASED')).toBe(true);
});

test('a question that is too fine for its price says so, with the error to expect', async () => {
  const ask =
    'purchases(groupBy: [MONTH, PRODUCT_CATEGORY]) { quote(measures: [AMOUNT]) { warning halfWidth95 { families amount } } }';
  const { quote } = (await statistics(ask)).purchases;
  const { families, amount } = quote.halfWidth95;
  expect(quote.warning).toContain(`FAMILIES by up to ${String(families)} (`);
  expect(quote.warning).toContain(`AMOUNT by up to ${String(Number(Number(amount).toPrecision(3)))} yen (`);
});

test.each([
  [
    'an unknown course',
    'enrolments(where: { course: ["CHESS"] }) { cells { families { value } } }',
    '"CHESS" is not in the public domain',
  ],
  [
    'months before the calendar',
    'attendance(where: { month: { from: "2001-01" } }) { cells { families { value } } }',
    'is not within the calendar',
  ],
  [
    'a grain that there is not',
    'purchases(groupBy: [MONTH, SHOP_AREA]) { cells { families { value } } }',
    "can't be asked together",
  ],
])('%s is refused before any charge, saying what to change', async (_what, ask, message) => {
  const before = await spent();
  expect(await statistics(ask)).toMatchObject({ code: 'BAD_INPUT', error: expect.stringContaining(message) as string });
  expect(await spent()).toBe(before);
});

async function spent(): Promise<string> {
  const { rows } = await gateway.data.governance.query<{ spent: string }>(
    'SELECT sum(spent_nano)::text AS spent FROM privacy_accounts',
  );
  return rows[0]?.spent ?? '';
}

test('at the end of the budget the answer is null and says why; what was bought stays free', async () => {
  const ask = (bands: string): string =>
    `families(where: { ageBand: [${bands}] }) { quote { remainingAfter } cells { families { value } } spent { rho } }`;
  const outsider = { as: 'partner-analyst', purpose: 'ANONYMISED_DISCLOSURE' };
  const bands = ['0-5', '6-8', '9-11', '12-14', '15-17', '18+'].map((band) => JSON.stringify(band));
  const codes = bands.flatMap((one, index) => [one, ...bands.slice(index + 1).map((other) => `${one}, ${other}`)]);
  for (const code of codes.slice(0, 20)) expect((await statistics(ask(code), outsider)).families.cells).toHaveLength(1);
  const last = codes[20] ?? '';
  const { body } = await gateway.ask({ ...outsider, query: `{ statistics { ${ask(last)} } }` });
  expect(body.data.statistics.families).toEqual({ quote: { remainingAfter: null }, cells: null, spent: null });
  expect(body.extensions?.governance.decisions.at(-1)).toMatchObject({
    path: 'statistics.families.cells',
    coordinate: 'FamilyStatistic.cells',
    reason: 'DP_BUDGET_EXHAUSTED',
    clauses: ['A4-2b'],
    gate: 'G11',
  });
  expect((await statistics(ask(codes[0] ?? ''), outsider)).families.spent.rho).toBe(0);
});
