import { graphql } from 'graphql';
import { join } from 'node:path';
import { buildGraphSchema } from '../../../src/graph/buildGraphSchema.js';
import { loadPolicy } from '../../../src/policy/loadPolicy.js';
import { loadPolicyCalendar, policyCalendar, type PolicyCalendar } from '../../../src/policy/policyCalendar.js';
import type { Role } from '../../../src/policy/vocabulary.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { clubWith, policyFolder } from '../../policy/tools/plantedPolicy.js';

const { schema } = buildGraphSchema();
const club = loadPolicyCalendar(join(projectRoot, 'policy', 'club.yaml'));

interface Asking {
  readonly role?: Role;
  readonly purpose?: string;
  readonly now?: Date;
  readonly policies?: PolicyCalendar;
}

async function ask(source: string, asking: Asking = {}) {
  const {
    role = 'PRIVACY_MANAGER',
    purpose = 'GOVERNANCE',
    now = new Date('2026-11-22T03:00:00Z'),
    policies = club,
  } = asking;
  const contextValue = {
    caller: { roles: [role] },
    purpose,
    now,
    policy: policies.policyAt(now),
    environment: { policies },
    requirementRefusal: () => null,
  };
  const { data, errors } = await graphql({ schema, source, contextValue });
  return { data: data?.policy as never, message: errors?.[0]?.message };
}

const VERSION = '{ policy { version hash effectiveFrom effectiveTo provisional versions { version provisional } } }';

test('the privacy manager sees the version in force, and those to come', async () => {
  const { data } = await ask(VERSION);
  expect(data).toMatchObject({
    version: '2026-11-01',
    hash: club.versions[0]?.policy.hash,
    effectiveFrom: '2026-11-01',
    effectiveTo: null,
    provisional: null,
    versions: [{ version: '2026-11-01' }, { version: '2028-07-16', provisional: expect.any(String) as unknown }],
  });
  expect((await ask(VERSION, { now: new Date('2028-07-16T00:00:00Z') })).data).toMatchObject({ version: '2028-07-16' });
});

test.each<[string, Asking]>([
  ['club staff', { role: 'CLUB_STAFF' }],
  ['a department manager', { role: 'DEPT_MANAGER' }],
  ['the privacy manager for another purpose', { purpose: 'CLUB_OPERATION' }],
  ['an advertiser', { role: 'ADVERTISER', purpose: 'GOVERNANCE' }],
])('%s does not see it', async (_, asking) => {
  const { data, message } = await ask(VERSION, asking);
  expect(data ?? null).toBeNull();
  expect(message).toContain('Query.policy requires role PRIVACY_MANAGER or INTERNAL_AUDITOR');
});

test('an auditor sees it for an audit', async () => {
  const asking = { role: 'INTERNAL_AUDITOR', purpose: 'INTERNAL_AUDIT' } as const;
  expect((await ask('{ policy { version } }', asking)).data).toEqual({ version: '2026-11-01' });
});

test('what lint finds is there, with file and line', async () => {
  const { data } = await ask('{ policy { lint { severity code file line about message } } }');
  const { lint } = data as { lint: readonly object[] };
  expect(lint).toContainEqual(
    expect.objectContaining({
      severity: 'WARNING',
      code: 'MISSING_NOTICE_ITEM',
      file: 'club.yaml',
      about: 'retentionPeriod',
      line: expect.any(Number) as unknown,
    }),
  );
  expect(lint).toContainEqual(expect.objectContaining({ code: 'PROVISIONAL_DATE', file: 'club-amendment-2026.yaml' }));
  expect(new Set(lint.map((finding) => JSON.stringify(finding))).size).toBe(lint.length);
});

test('a decision is explained gate by gate', async () => {
  const { data } = await ask(`{ policy {
    open: explain(question: { as: OPERATOR_STAFF, purpose: CLUB_OPERATION, subject: GUARDIAN, categories: [PHONE, SEX] }) {
      category comesOut form reason rule basis article gates { gate verdict says clauses }
    }
    closed: explain(question: { as: OPERATOR_STAFF, purpose: CLUB_OPERATION, subject: GUARDIAN, categories: [PHONE], without: [CONTRACT] }) {
      form reason gates { gate verdict }
    }
    ticket: explain(question: { as: CLUB_STAFF, purpose: CLUB_OPERATION, subject: GUARDIAN, categories: [SEX], holding: [NECESSITY_TICKET] }) { form }
  } }`);
  expect(data).toMatchObject({
    open: [
      {
        category: 'PHONE',
        comesOut: 'RAW if OWN_CLASS, else MASKED',
        rule: 'O01',
        basis: 'JOINT_USE',
        article: 'APPI 27(5)(iii)',
      },
      { category: 'SEX', form: 'DENIED', reason: 'NOT_NECESSARY' },
    ],
    closed: [{ form: 'DENIED', reason: 'CONTRACT_INACTIVE' }],
    ticket: [{ form: 'RAW' }],
  });
  const { open, closed } = data as Record<'open' | 'closed', { gates: { gate: string; verdict: string }[] }[]>;
  expect(open[0]?.gates).toHaveLength(13);
  expect(closed[0]?.gates.find(({ gate }) => gate === 'G6')).toMatchObject({ verdict: 'REFUSES' });
});

test('by the version of a day or of a name, in force or not', async () => {
  const asked = 'as: CLUB_STAFF, purpose: CONSENT_REQUEST, subject: CHILD_PARTICIPANT, categories: [EMAIL]';
  const explained = async (by: string) => ask(`{ policy { explain(question: { ${asked}${by} }) { form rule } } }`);
  const now = { explain: [{ form: 'RAW', rule: 'C04' }] };
  const then = { explain: [{ form: 'DENIED' }] };
  expect((await explained('')).data).toEqual(now);
  expect((await explained(', on: "2028-07-15"')).data).toEqual(now);
  expect((await explained(', on: "2028-07-16"')).data).toMatchObject(then);
  expect((await explained(', version: "2028-07-16"')).data).toMatchObject(then);
  expect((await explained(', version: "1999"')).message).toContain('PolicyQuestion.version: no version of that name');
  expect((await explained(', on: "2020-01-01"')).message).toContain('no version of the policy is in force');
  expect((await explained(', on: "2028-07-16", version: "2028-07-16"')).message).toContain('not both');
});

test('what holds of one person changes what comes out of that person', async () => {
  const asked = 'as: PARTNER, purpose: CONSENTED_DISCLOSURE, subject: GUARDIAN, categories: [NAME]';
  const explained = async (holding: string) =>
    (
      await ask(
        `{ policy { explain(question: { ${asked}, holding: [${holding}] }) { settled { form reason missing } } } }`,
      )
    ).data;
  expect(await explained('')).toEqual({ explain: [{ settled: null }] });
  expect(await explained('CONSENT')).toMatchObject({ explain: [{ settled: { form: 'RAW', missing: [] } }] });
  expect(await explained('OPT_IN')).toMatchObject({
    explain: [{ settled: { form: 'DENIED', reason: 'CONSENT_REQUIRED', missing: ['CONSENT'] } }],
  });
});

test('an organisation of no policy is refused by name', async () => {
  const { message } = await ask(
    '{ policy { explain(question: { as: PARTNER, purpose: GOVERNANCE, subject: GUARDIAN, categories: [NAME], organisation: "X" }) { form } } }',
  );
  expect(message).toBe('PolicyQuestion.organisation: not an organisation of the policy.');
});

test('every clause is there, with who keeps it', async () => {
  const { data } = await ask('{ policy { coverage { clauses { id summary rules control tests } problems open } } }');
  const { coverage } = data as {
    coverage: { clauses: readonly { id: string; tests: readonly string[] }[]; problems: string[]; open: string[] };
  };
  expect([coverage.problems, coverage.open]).toEqual([[], []]);
  expect(coverage.clauses).toHaveLength(106);
  expect(coverage.clauses.find(({ id }) => id === 'A4-7b')?.tests).toContain(
    'test/conformance/matrix.test.ts: row W01',
  );
});

const DIFF = `{ policy { diff(from: "2026-11-01", to: "2028-07-16") { space passes widenings { rule } settings { kind setting to }
  changes { kind when from { form reason rule } to { form reason rule clauses } points ranges { role purpose subject lifeStage category query } } } } }`;

test('two versions are compared question by question, and other work goes on meanwhile', async () => {
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 1);
  const { data } = await ask(DIFF).finally(() => clearInterval(ticking));
  const { diff } = data as {
    diff: {
      space: number;
      passes: boolean;
      widenings: readonly object[];
      changes: readonly { kind: string; to: { rule: string }; ranges: readonly { query: string | null }[] }[];
    };
  };
  expect(diff.space).toBeGreaterThan(2_000_000);
  expect(diff).toMatchObject({ passes: true, widenings: [] });
  expect(diff.changes.some(({ kind }) => kind === 'WIDENS')).toBe(false);
  const narrowed = diff.changes.filter(({ kind, to }) => kind === 'NARROWS' && to.rule === 'Y01');
  expect(narrowed.length).toBeGreaterThan(0);
  expect(narrowed.flatMap(({ ranges }) => ranges).some(({ query }) => query?.includes('children') === true)).toBe(true);
  expect(turns).toBeGreaterThan(3);
});

test('a version of no name is refused, and so is everybody who does not answer for the policy', async () => {
  const { message } = await ask('{ policy { diff(from: "1999", to: "2028-07-16") { space } } }');
  expect(message).toBe('PolicyInForce.diff(from:): no version of that name is loaded. Known: 2026-11-01, 2028-07-16.');
  expect(await ask(DIFF, { role: 'CLUB_STAFF' })).toMatchObject({
    data: null,
    message: expect.stringContaining('requires') as unknown,
  });
});

/** The club's policy, and one of the next April that gives the sex without a ticket. */
function widened(approvals?: string): PolicyCalendar {
  const next = [
    ["version: '2026-11-01'", "version: '2027-04-01'"],
    ["effectiveFrom: '2026-11-01'", "effectiveFrom: '2027-04-01'"],
    ['SEX: R:n', 'SEX: R'],
  ] as const;
  const beside = approvals === undefined ? {} : { 'approvals.yaml': approvals };
  const path = policyFolder({ 'club.yaml': clubWith(), 'next.yaml': clubWith(...next), ...beside });
  const dated = ['club.yaml', 'next.yaml'].map((name) => ({ file: path(name), policy: loadPolicy(path(name)) }));
  return policyCalendar(dated);
}

const WIDENINGS = `{ policy { diff(from: "2026-11-01", to: "2027-04-01") { passes
  widenings { rule category form roles when approval { requestedBy approvedBy date reason } problem } } } }`;

const GIVEN = { rule: 'C01', category: 'SEX', form: 'RAW', roles: ['CLUB_STAFF'], when: [] };

function approvedBy(name: string, form = 'RAW'): string {
  const entry = `version: '2027-04-01', rule: C01, category: SEX, requestedBy: head of the club, approvedBy: ${name}`;
  const extent = `form: ${form}, roles: [CLUB_STAFF], points: 1000000`;
  return `approvals:\n  - { ${entry}, ${extent}, date: '2027-03-15', reason: changing rooms }\n`;
}

test.each<[string, string | undefined, object]>([
  ['without approvals', undefined, { approval: null, problem: null }],
  [
    'approved by who asked for it',
    approvedBy('Head of the Club'),
    { approval: null, problem: expect.stringContaining('SELF_APPROVAL') },
  ],
  [
    'approved to a lower form',
    approvedBy('privacy manager', 'MASKED'),
    { approval: null, problem: 'RAW is more than MASKED' },
  ],
])('a widening %s does not pass', async (_, approvals, expected) => {
  const { data } = await ask(WIDENINGS, { policies: widened(approvals) });
  expect(data).toEqual({ diff: { passes: false, widenings: [{ ...GIVEN, ...expected }] } });
});

test('a widening that another person approved passes, and says who', async () => {
  const { data } = await ask(WIDENINGS, { policies: widened(approvedBy('privacy manager')) });
  const approval = {
    requestedBy: 'head of the club',
    approvedBy: 'privacy manager',
    date: '2027-03-15',
    reason: 'changing rooms',
  };
  expect(data).toEqual({
    diff: { passes: true, widenings: [{ ...GIVEN, approval, problem: null }] },
  });
});

test('approvals that cannot be read approve nothing', async () => {
  const { data, message } = await ask(WIDENINGS, { policies: widened('approvals: [') });
  expect(data).toBeNull();
  expect(message).toContain('approvals.yaml:1');
});
