import { startTwoWorlds, type TwoWorlds, type World } from './startTwoWorlds.js';

let worlds: TwoWorlds;
beforeAll(async () => {
  worlds = await startTwoWorlds();
}, 120_000);
afterAll(async () => worlds.close());

const PARTNER = { as: 'partner-analyst', purpose: 'ANONYMISED_DISCLOSURE' } as const;
const QUOTE = 'quote { rho epsilon cells remainingAfter halfWidth95 { families } alreadyReleased }';
const PLACES = ['04101', '04102', '04103', '04104', '04105', '04202', '04203', '04205'];

/** Two places and the rest: another question for each pair. */
function question(one: string, other: string, selected: string): string {
  const where = `where: { municipality: ["${one}", "${other}", "OTHER"] }`;
  return `{ statistics { families(groupBy: [MUNICIPALITY], ${where}) { ${selected} } } }`;
}
const PAIRS = PLACES.flatMap((one, index) => PLACES.slice(index + 1).map((other) => [one, other] as const));

async function families(world: World, query: string) {
  const { body } = await worlds.ask(world, { ...PARTNER, query });
  return body.data.statistics.families;
}

describe('the account of the sandbox', () => {
  it('never runs out: what costs more than a quarter’s budget is charged, shown and answered', async () => {
    const prices: number[] = [];
    for (const [one, other] of PAIRS) {
      const { cells, spent } = await families(
        'SANDBOX',
        question(one, other, 'cells { families { status } } spent { rho }'),
      );
      expect(cells).toHaveLength(3);
      prices.push(spent.rho);
    }
    const query = '{ budgets { scope source cap { rho } spent { rho } remaining { rho } } }';
    const { body } = await worlds.ask('SANDBOX', { ...PARTNER, query });
    const own = body.data.budgets.find(
      (each: { scope: string; source: string }) => each.scope === 'RECIPIENT' && each.source === 'club',
    );
    const sum = prices.reduce((total, price) => total + price, 0);
    expect(own.spent.rho).toBeCloseTo(sum, 9);
    expect(own.spent.rho).toBeGreaterThan(own.cap.rho);
    expect(own.remaining).toBeNull();
  }, 60_000);

  it('sells nothing twice, as the real one does not', async () => {
    const again = await families('SANDBOX', question('04101', '04102', 'cells { families { value } } spent { rho }'));
    expect(again.spent.rho).toBe(0);
  });

  it('is paid by nobody: no account of the gateway was opened or charged', async () => {
    const { rows } = await worlds.data.REAL.governance.query('select 1 from privacy_accounts');
    expect(rows).toEqual([]);
    const { rows: kept } = await worlds.data.SANDBOX.governance.query('select 1 from privacy_accounts');
    expect(kept.length).toBeGreaterThan(0);
  });

  it('quotes the price of the gateway to the last digit, and tells what remains as without limit', async () => {
    const query = question('04101', '04321', QUOTE);
    const [{ quote: real }, { quote: sandbox }] = [await families('REAL', query), await families('SANDBOX', query)];
    expect(sandbox).toEqual({ ...real, remainingAfter: null });
    expect(real.remainingAfter).toBeGreaterThan(0);
  });

  it('refuses a place that there is not all the same', async () => {
    const unknown = question('00000', '04101', 'cells { families { value } }');
    const { body } = await worlds.ask('SANDBOX', { ...PARTNER, query: unknown });
    expect(body.errors[0].extensions.code).toBe('BAD_INPUT');
  });
});
