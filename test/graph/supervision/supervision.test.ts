import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Gateway } from '../../support/startGateway.js';
import { lookAt, MANAGER, openRegisters, type Registers } from '../../conformance/httpRegisters.js';

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
let look: ReturnType<typeof lookAt>;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
  look = lookAt(gateway);
});
afterAll(async () => gateway.close());
afterEach(async () => registers.putBack());

const AUDITOR = { as: 'internal-auditor', purpose: 'INTERNAL_AUDIT' } as const;
const QUERY = `{ supervision {
  health { status reasons }
  alerts { code clauses key what since degrades }
  trainingCoverage { percent target }
  riskTable { threat viewpoint measures manualControls }
} }`;
const supervise = async ({ as, purpose }: { as: As; purpose: string }) => {
  const { body } = await gateway.ask({ as, purpose, query: QUERY });
  return { data: body.data?.supervision, error: body.errors?.[0]?.message };
};

test.each([MANAGER, AUDITOR])('$as sees a house in order', async (who) => {
  const { data, error } = await supervise(who);
  expect(error).toBeUndefined();
  expect(data).toMatchObject({
    health: { status: 'OK', reasons: [] },
    alerts: [],
    trainingCoverage: { percent: 100, target: 95 },
  });
  expect(data.riskTable).toHaveLength(20);
});

test.each<[As, string]>([
  ['club-staff', 'CLUB_OPERATION'],
  ['dept-manager', 'GOVERNANCE'],
  ['operator-staff', 'CLUB_OPERATION'],
  ['guardian', 'DATA_SUBJECT_RIGHTS'],
])('%s does not look at supervision', async (as, purpose) => {
  const { data, error } = await supervise({ as, purpose });
  expect(data ?? null).toBeNull();
  expect(error).toContain('requires role');
});

const finding = {
  report: 'audit-1',
  title: 'Telephone numbers of other classes',
  description: 'Numbers of other classes came out whole.',
  severity: 'CRITICAL',
  owner: 'demo:dept-manager',
  dueOn: '2026-12-01',
  suspendsRule: 'O01',
};

// clauses: A9-2 A9-3
test('from a critical finding to its end: the rule gives nothing at the next request, and comes back when all is verified', async () => {
  const ca = world.person('ca');
  const seen = () => look({ as: 'operator-staff', purpose: 'CLUB_OPERATION', about: ca, fields: 'name' });
  expect((await seen()).found?.name).toBe(ca.name);
  const key = await registers.record({ ...AUDITOR, noun: 'AuditFinding', input: finding });
  const closed = await seen();
  expect([closed.found?.name ?? null, closed.reason, closed.gate]).toEqual([null, 'RULE_SUSPENDED', 'G8']);
  expect(closed.decisions.at(-1)?.clauses).toContain('A9-3');
  expect((await supervise(MANAGER)).data.alerts).toMatchObject([{ code: 'RULE_SUSPENDED', key }]);

  const step = async ({ as, purpose }: { as: As; purpose: string }, mutation: string) => {
    const { body } = await gateway.ask({ as, purpose, query: `mutation { said: ${mutation} }` });
    return body.errors?.[0]?.message ?? body.data?.said;
  };
  const input = { finding: key, what: 'Mask them', owner: 'demo:dept-manager', dueOn: '2026-12-01' };
  const action = await registers.record({ ...MANAGER, noun: 'CorrectiveAction', input });
  const end = `endAuditFinding(key: "${key}", reason: "done") { ended }`;
  expect(await step(AUDITOR, end)).toContain('FINDING_WITHOUT_OUTCOME');
  const conclude = `concludeAuditFinding(key: "${key}", kind: NO_CHANGE, why: "The rule was right, the data were wrong") { record { outcome { kind } } }`;
  expect(await step(AUDITOR, conclude)).toContain('requires role');
  expect(await step(MANAGER, conclude)).toEqual({ record: { outcome: { kind: 'NO_CHANGE' } } });
  expect(await step(AUDITOR, end)).toContain('CLOSED_WITHOUT_EVIDENCE');
  expect(await step(MANAGER, `correctAction(key: "${action}", evidence: "test 12") { record { state } }`)).toEqual({
    record: { state: 'CORRECTED' },
  });
  expect((await seen()).found?.name ?? null).toBeNull();
  expect(await step(AUDITOR, `verifyCorrection(key: "${action}", evidence: "run again") { record { state } }`)).toEqual(
    {
      record: { state: 'VERIFIED' },
    },
  );
  expect(await step(AUDITOR, end)).toEqual({ ended: true });
  expect((await seen()).found?.name).toBe(ca.name);
});

test('a finding with an owner and a day that passes without an outcome degrades the health', async () => {
  await registers.record({ ...AUDITOR, noun: 'AuditFinding', input: { ...finding, suspendsRule: null } });
  gateway.clock.now = new Date('2026-12-02T10:00:00+09:00');
  expect((await supervise(AUDITOR)).data.health).toEqual({ status: 'DEGRADED', reasons: ['FINDING_OVERDUE'] });
});

test('nobody but the auditor records findings, nobody audits what they did, and nobody rewrites a report of another', async () => {
  const tried = await registers.tryToRecord({ ...MANAGER, noun: 'AuditFinding', input: finding });
  expect(tried.error).toContain('requires role');
  const input = {
    plan: 'audit-2',
    conductedOn: '2026-11-20',
    sample: [1],
    operators: ['demo:internal-auditor'],
    summary: 'x',
  };
  const own = await registers.tryToRecord({ ...AUDITOR, noun: 'AuditReport', input });
  expect(own.error).toContain('AUDITOR_NOT_INDEPENDENT');
  const auditing = { roles: ['INTERNAL_AUDITOR'], purposes: [AUDITOR.purpose] } as const;
  const stranger = { ...gateway.identity('security-officer'), ...auditing };
  const other = { as: stranger, purpose: AUDITOR.purpose, noun: 'AuditReport' };
  const foreign = await registers.tryToRecord({ ...other, input: { ...input, operators: ['demo:club-staff'] } });
  expect(foreign.error).toContain('AUDITOR_NOT_INDEPENDENT');

  // Whatever the auditor says of who did it, the audit log knows.
  const { receipt } = await gateway.ask({ ...AUDITOR, query: '{ guardians(first: 1) { nodes { ageBand } } }' });
  const index = receipt?.index ?? -1;
  const sampled = async (sample: readonly number[]) => {
    const said = { ...input, sample, operators: ['somebody'] };
    return (await registers.tryToRecord({ ...AUDITOR, noun: 'AuditReport', input: said })).error;
  };
  expect(await sampled([index])).toContain('AUDITOR_NOT_INDEPENDENT');
  expect(await sampled([2_000_000_000])).toContain('there is no such entry of the audit log');
});
