import { HEAD, MANAGER, openRegisters } from '../../conformance/httpRegisters.js';
import { arrangeCanaries, type Canaries } from '../../attack/arrangeCanaries.js';
import { findCanaries } from '../../attack/findCanaries.js';
import { recountRowClasses } from '../../support/recountRowClasses.js';
import { startGateway, type Data, type Gateway } from '../../support/startGateway.js';

/** Purchase segments and classes by the rules that give them: J02 by consent, C06 by approval, M01 by opt-in; each over HTTP, with a token in every personal column. */

const COOP = { as: 'coop-staff', purpose: 'BENEFICIAL_INFORMATION' } as const;
const ANALYST = { as: 'analyst', purpose: 'AGGREGATE_ANALYSIS' } as const;
const TOOL = { as: 'marketing-tool', purpose: 'BENEFICIAL_INFORMATION' } as const;
const LIST =
  '{ guardians(first: 500) { nodes { id name kana memberCode sex birthDate ageBand address postalCode phone email municipality { code } purchaseSegment } } }';

let gateway: Gateway;
let canaries: Canaries;
let guardians: readonly { readonly id: number; readonly family: number }[];

beforeAll(async () => {
  gateway = await startGateway({ snapshot: true, rowClasses: 'COUNTED' });
  const { club } = gateway.data;
  ({ rows: guardians } = await club.query<{ id: number; family: number }>(
    'SELECT id, family_id AS family FROM guardians WHERE deceased_on IS NULL AND left_on IS NULL ORDER BY id',
  ));
  canaries = await arrangeCanaries(gateway);
  await club.query("UPDATE guardians SET municipality_code = '04101', birth_date = '1985-07-09'");
  // Half of the families opted in, so that a list has both kinds of rows.
  await club.query('DELETE FROM advertising_opt_ins');
  await club.query(
    `INSERT INTO advertising_opt_ins (subject_kind, subject_id, giver_kind, giver_id, state, channel, proof_reference, recorded_at)
     SELECT 'GUARDIAN', id, 'GUARDIAN', id, 'OPTED_IN', 'PAPER', 'proof', '2026-06-01' FROM guardians WHERE family_id % 2 = 0`,
  );
  await recountRowClasses(gateway);
});
afterAll(async () => gateway.close());

async function rowsOf(asking: { as: string; purpose: string }) {
  const answer = await gateway.ask({ ...asking, query: LIST });
  expect(answer.body.errors).toBeUndefined();
  return {
    rows: (answer.body.data.guardians?.nodes ?? []) as Data[],
    text: answer.everything,
    reasons: (answer.body.extensions?.governance.decisions ?? []).map(({ coordinate, reason }) => [coordinate, reason]),
  };
}

/** How many families share what a row shows. */
function sharing(as: string, rows: readonly Data[]): readonly number[] {
  const families = new Map(guardians.map(({ id, family }) => [gateway.idOf(as, 'Guardian', id), family]));
  const shown = Map.groupBy(rows, (row) =>
    JSON.stringify([row.sex, row.ageBand, row.municipality?.code ?? null, row.purchaseSegment]),
  );
  return [...shown.values()].map((each) => new Set(each.map(({ id }) => families.get(id as string))).size);
}

// clauses: A2(2)-r1a A2-2
test('J02: the co-op sees a segment of whom consented to it, as it is beside a name, in a class of ten families without one', async () => {
  const before = await rowsOf(COOP);
  expect(before.rows.length).toBeGreaterThan(20);
  expect(before.rows.every(({ purchaseSegment }) => purchaseSegment === null)).toBe(true);
  const { organisation: recipient } = gateway.identity('coop-staff');
  for (const { id: reference } of guardians) {
    await gateway.environment.consents.grant({
      subject: { kind: 'GUARDIAN', reference },
      giver: { kind: 'GUARDIAN', reference, relation: 'SELF', ageAtEvent: 41 },
      purpose: 'BENEFICIAL_INFORMATION',
      recipient,
      categories: ['PURCHASE_HISTORY'],
      textVersion: '2026-04',
      language: 'ja',
      channel: 'DESK',
      validUntil: null,
    });
  }
  await recountRowClasses(gateway);
  const { rows } = await rowsOf(COOP);
  const [named, others] = [rows.filter(({ name }) => name !== null), rows.filter(({ name }) => name === null)];
  expect(Math.min(named.length, others.length)).toBeGreaterThanOrEqual(10);
  expect(new Set(named.map(({ purchaseSegment }) => purchaseSegment as string | null)).size).toBeGreaterThan(2);
  expect(Math.min(...sharing('coop-staff', others))).toBeGreaterThanOrEqual(10);
  // What the name is withheld of has no token either.
  expect(others.every((row) => findCanaries(JSON.stringify(row), canaries).size === 0)).toBe(true);
});

// clauses: C06 A4-1d
test('C06: an analyst sees no row without an approval; with one, no token, and classes with their segment of five families', async () => {
  const shut = await rowsOf(ANALYST);
  expect(shut).toMatchObject({ rows: [], reasons: [['Query.guardians', 'AGGREGATE_ONLY']] });
  const registers = await openRegisters(gateway);
  const categories = ['MEMBER_CODE', 'SEX', 'BIRTH_DATE', 'ADDRESS', 'PURCHASE_HISTORY'];
  const input = { role: 'ANALYST', organisation: 'GAKKO', purpose: 'AGGREGATE_ANALYSIS', categories, why: 'x' };
  const key = await registers.record({ ...HEAD, noun: 'ApprovalRequest', input, validTo: '2026-12-01T00:00:00Z' });
  await registers.approve({ ...MANAGER, noun: 'ApprovalRequest', key });
  const { rows, text } = await rowsOf(ANALYST);
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.every(({ name, phone, email }) => name === null && phone === null && email === null)).toBe(true);
  expect([...findCanaries(text, canaries)]).toEqual([]);
  const shown = rows.filter(({ purchaseSegment }) => purchaseSegment !== null);
  expect(shown.length).toBeGreaterThanOrEqual(5);
  expect(Math.min(...sharing('analyst', rows))).toBeGreaterThanOrEqual(5);
});

// clauses: A2(1)-2a
test('M01: the tool sees classes of ten families and no token of anybody', async () => {
  const { rows, text } = await rowsOf(TOOL);
  expect(rows.length).toBeGreaterThanOrEqual(10);
  expect([...findCanaries(text, canaries)]).toEqual([]);
  expect(Math.min(...sharing('marketing-tool', rows))).toBeGreaterThanOrEqual(10);
});
