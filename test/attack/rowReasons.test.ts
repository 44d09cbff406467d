import { resolveIdentities } from '../../src/embedded/identities.js';
import type { RowReasonEntry } from '../../src/graph/plan/report.js';
import { DESK, HEAD, MANAGER, openRegisters, type Registers } from '../conformance/httpRegisters.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';

/** Reasons of single rows are for those who may know them of single persons, and for nobody else. */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  // A Saturday at ten: the desk is open.
  gateway.clock.now = new Date('2026-11-21T01:00:00Z');
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
afterAll(async () => gateway.close());
afterEach(async () => registers.putBack());

const QUERY =
  '{ guardians(first: 40) { nodes { id name sex phone } } children(first: 40) { nodes { id name email } } }';
const NEXT_WEEK = '2026-11-30T00:00:00+09:00';

async function rows(as: string, purpose: string, language = 'en'): Promise<readonly RowReasonEntry[] | undefined> {
  const headers = { 'accept-language': language };
  const { body } = await gateway.ask({ as, purpose, query: QUERY, headers });
  expect(body.errors).toBeUndefined();
  return (body.extensions?.governance as { readonly rows?: readonly RowReasonEntry[] }).rows;
}
const of = (all: readonly RowReasonEntry[] | undefined, coordinate: string) =>
  (all ?? []).filter((entry) => entry.coordinate === coordinate);

// clauses: A9-1 A8-1
test('the auditor is told whose record is in the approved sample, and what the others lack', async () => {
  const before = of(await rows('internal-auditor', 'INTERNAL_AUDIT'), 'Guardian.name');
  expect(before.map(({ form }) => form)).toEqual(['PSEUDONYMISED']);
  const about = world.person('ga');
  const input = { role: 'INTERNAL_AUDITOR', organisation: 'GAKKO', purpose: 'INTERNAL_AUDIT', categories: ['NAME'] };
  const sample = { ...input, subjects: [{ kind: about.kind, key: about.key }], why: 'sample' };
  const key = await registers.record({ ...HEAD, noun: 'ApprovalRequest', input: sample, validTo: NEXT_WEEK });
  await registers.approve({ ...MANAGER, noun: 'ApprovalRequest', key });
  const names = of(await rows('internal-auditor', 'INTERNAL_AUDIT'), 'Guardian.name');
  const id = gateway.idOf('internal-auditor', 'Guardian', about.key);
  expect(names.find(({ form }) => form === 'RAW')).toMatchObject({ ids: [id], rule: 'I01', reason: 'PERMITTED_IF' });
  const others = names.find(({ form }) => form === 'PSEUDONYMISED');
  expect(others).toMatchObject({ reason: 'FALLBACK', needs: ['APPROVAL'] });
  expect(others?.ids).not.toContain(id);
  expect((others?.ids.length ?? 0) + 1).toBe(before[0]?.ids.length);
});

test('the desk is told who has no open case, in its language', async () => {
  const about = world.person('ga');
  const input = {
    subject: { kind: about.kind, key: about.key },
    right: 'ACCESS',
    channel: 'DESK',
    receivedOn: '2026-11-20',
  };
  const recorded = await registers.tryToRecord({
    ...DESK,
    noun: 'RightsCase',
    input: { ...input, verifiedAt: '2026-11-20T02:00:00Z' },
  });
  const sexes = of(await rows('consultation-desk', 'DATA_SUBJECT_RIGHTS', 'ja'), 'Guardian.name');
  expect(sexes.length).toBeGreaterThan(0);
  for (const { message } of sexes) expect(message).toMatch(/[ぁ-ん]/);
  if (recorded.said !== null) expect(sexes.some(({ form }) => form === 'RAW')).toBe(true);
  expect(sexes.find(({ form }) => form === 'MASKED')).toMatchObject({ needs: ['RIGHTS_CASE'], rule: 'D05' });
});

test('a guardian is told by which right each of the own rows comes out', async () => {
  const all = await rows('guardian', 'DATA_SUBJECT_RIGHTS');
  const own = gateway.identity('guardian').subject?.reference ?? 0;
  expect(of(all, 'Guardian.name')).toMatchObject([
    { form: 'RAW', rule: 'D01', ids: [gateway.idOf('guardian', 'Guardian', own)] },
  ]);
  const children = of(all, 'Child.name');
  expect(children.every(({ rule, form }) => rule === 'D02' && form === 'RAW')).toBe(true);
});

test.each([
  ['ca', 'D03', 'the rule of those under 16'],
  ['ct', 'D04', 'the rule of those who are 16 or 17, though the other one would give the same'],
])('the child %s is told of the own name by %s, %s', async (alias, rule) => {
  const { kind, key: reference } = world.person(alias);
  const child = { ...gateway.identity('child'), subject: { kind, reference } };
  const { body } = await gateway.ask({ as: child, purpose: 'DATA_SUBJECT_RIGHTS', query: QUERY });
  const { rows: told } = body.extensions?.governance as { readonly rows?: readonly RowReasonEntry[] };
  expect(of(told, 'Child.name')).toMatchObject([{ form: 'RAW', rule, ids: [expect.any(String)] }]);
  expect(of(told, 'Guardian.name')).toEqual([]);
});

test('nobody else is told of rows: no outsider, no joint user, no staff, whatever the purpose', async () => {
  let told = 0;
  for (const { name, purposes, roles } of resolveIdentities({ families: 40 })) {
    for (const purpose of purposes) {
      const found = await rows(name, purpose);
      const person = roles.some((role) => role.startsWith('SELF_')) && purpose === 'DATA_SUBJECT_RIGHTS';
      const inside = /^(internal-auditor|privacy-manager|dept-manager|consultation-desk|other-manager)/.test(name);
      expect([name, purpose, found !== undefined]).toEqual([name, purpose, person || inside]);
      told += Number(found !== undefined);
    }
  }
  expect(told).toBeGreaterThan(4);
});

test('who is two things at once is told what the lesser one is', async () => {
  const both = { ...gateway.identity('internal-auditor'), roles: ['INTERNAL_AUDITOR', 'CLUB_STAFF'] as const };
  const { body } = await gateway.ask({ as: both, purpose: 'INTERNAL_AUDIT', query: QUERY });
  expect(body.extensions?.governance).not.toHaveProperty('rows');
});
