import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { HEAD, lookAt, MANAGER, openRegisters, type Registers } from './httpRegisters.js';

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
afterAll(async () => gateway.close());

const STATISTIC = '{ statistics { families(groupBy: [MUNICIPALITY]) { quote { rho } } } }';

/** What a statistic comes to when `declared` is sent as it stands. */
async function families(as: string | { purposes: readonly string[] }, declared: string | readonly string[]) {
  const headers = { 'noren-purpose': declared };
  const caller = typeof as === 'string' ? as : { ...gateway.identity('analyst'), purposes: as.purposes as never };
  const { body } = await gateway.ask({ as: caller, query: STATISTIC, headers });
  const decision = body.extensions?.governance.decisions[0];
  return { answered: body.data.statistics.families !== null, reason: decision?.reason, clauses: decision?.clauses };
}

// clauses: A4-1a A4-1b A4-1c
test.each(['analyst', 'club-staff', 'coop-staff', 'operator-staff', 'subcontractor-staff', 'marketing-tool'])(
  '%s has to say what an analysis is for',
  async (name) => {
    expect(await families(name, 'AGGREGATE_ANALYSIS')).toEqual({
      answered: false,
      reason: 'SUB_PURPOSE_MISSING',
      clauses: ['A1-2', 'A4-1a', 'A4-1b', 'A4-1c'],
    });
    expect((await families(name, 'AGGREGATE_ANALYSIS/SALES')).reason).toBe('SUB_PURPOSE_UNKNOWN');
    expect(await families(name, 'AGGREGATE_ANALYSIS/PARTNER_MARKETING')).toMatchObject({ answered: true });
  },
);

// clauses: A4-1c
test('the marketing tool analyses for marketing and for nothing else', async () => {
  expect(await families('marketing-tool', 'AGGREGATE_ANALYSIS/IMPROVE')).toMatchObject({ answered: false });
  expect(await families('marketing-tool', 'AGGREGATE_ANALYSIS/RELATED_BUSINESS')).toMatchObject({ answered: false });
});

test('the answer, the viewer and the log name it', async () => {
  const headers = { 'noren-purpose': 'AGGREGATE_ANALYSIS/RELATED_BUSINESS' };
  const { body } = await gateway.ask({ as: 'analyst', query: '{ viewer { purpose subPurpose } }', headers });
  expect(body.data.viewer).toEqual({ purpose: 'AGGREGATE_ANALYSIS', subPurpose: 'RELATED_BUSINESS' });
  expect(body.extensions?.governance).toMatchObject({ subPurpose: 'RELATED_BUSINESS' });
  expect(gateway.log()).toContain('"subPurpose":"RELATED_BUSINESS"');
});

describe('with an approval of the manager', () => {
  const input = {
    role: 'ANALYST',
    organisation: 'GAKKO',
    purpose: 'AGGREGATE_ANALYSIS',
    categories: ['SEX'],
    why: 'x',
  };
  const sex = async (subPurpose: string) => {
    const person = world.person('ga');
    const { found, decisions } = await lookAt(gateway)({
      as: 'analyst',
      purpose: `AGGREGATE_ANALYSIS/${subPurpose}`,
      about: { kind: person.kind, key: person.key },
      fields: 'sex',
    });
    return { sex: found?.sex ?? null, decision: decisions[0] };
  };

  // clauses: C06
  test('an analyst sees rows to improve the Club or develop a related business, and for marketing totals only', async () => {
    expect((await sex('IMPROVE')).sex).toBeNull();
    const key = await registers.record({ ...HEAD, noun: 'ApprovalRequest', input, validTo: '2026-12-01T00:00:00Z' });
    await registers.approve({ ...MANAGER, noun: 'ApprovalRequest', key });
    expect((await sex('IMPROVE')).sex).toBe('FEMALE');
    expect((await sex('RELATED_BUSINESS')).sex).toBe('FEMALE');
    const { sex: marketing, decision } = await sex('PARTNER_MARKETING');
    expect([marketing, decision?.form, decision?.reason]).toEqual([null, 'DENIED', 'AGGREGATE_ONLY']);
    expect(decision?.clauses).toContain('A4-1c');
  });
});

describe('what a token grants (A36)', () => {
  test('one sub-purpose that it names, and no other', async () => {
    const narrow = { purposes: ['AGGREGATE_ANALYSIS/IMPROVE', 'AGGREGATE_ANALYSIS/sales'] };
    expect(await families(narrow, 'AGGREGATE_ANALYSIS/IMPROVE')).toMatchObject({ answered: true });
    for (const other of ['RELATED_BUSINESS', 'PARTNER_MARKETING']) {
      expect(await families(narrow, `AGGREGATE_ANALYSIS/${other}`)).toMatchObject({
        answered: false,
        reason: 'PURPOSE_NOT_ALLOWED',
      });
    }
  });

  test('nothing by two headers, a list, another case, or a word of another purpose', async () => {
    for (const declared of [
      ['AGGREGATE_ANALYSIS/IMPROVE', 'AGGREGATE_ANALYSIS/PARTNER_MARKETING'],
      'AGGREGATE_ANALYSIS/IMPROVE, AGGREGATE_ANALYSIS/PARTNER_MARKETING',
      'AGGREGATE_ANALYSIS/improve',
      'AGGREGATE_ANALYSIS%2FIMPROVE',
      'CLUB_OPERATION/IMPROVE',
    ]) {
      expect(await families('club-staff', declared)).toMatchObject({ answered: false });
    }
  });
});
