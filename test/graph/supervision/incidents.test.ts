import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Gateway } from '../../support/startGateway.js';
import { lookAt, MANAGER, openRegisters, type Registers } from '../../conformance/httpRegisters.js';
import { incidentDeadlines, incidentTriggers } from '../../../src/registry/registers/incidentDeadlines.js';

/** A hole was found: whom does it concern, who has to be told, and by when? */

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

const SECURITY = { as: 'security-officer', purpose: 'SERVICE_PROTECTION' } as const;
const OPERATOR = { as: 'operator-staff', purpose: 'CLUB_OPERATION' } as const;
const person = (alias: string) => world.person(alias);
const see = async (alias: string, fields: string, who: { as: As; purpose: string } = OPERATOR) =>
  look({ ...who, about: person(alias), fields });
const at = (instant: string) => {
  gateway.clock.now = new Date(instant);
};
const nature = { sensitive: false, financialHarm: false, wrongfulPurpose: true };
const report = (said: object = {}) => ({
  id: 'leak-1',
  what: 'Telephone numbers came out whole',
  discoveredOn: '2026-11-23',
  from: '2026-11-22T02:00:00Z',
  to: '2026-11-22T03:00:00Z',
  organisations: ['SENDAI_HOSO'],
  categories: ['PHONE'],
  ...nature,
  ...said,
});
const ask = async (fields: string, who: { as: As; purpose: string } = MANAGER) => {
  const { body } = await gateway.ask({ ...who, query: `{ supervision { ${fields} } }` });
  return body.errors?.[0]?.message ?? body.data.supervision;
};

/** Within the hole the operator sees the numbers of two people and the name of a third; before, after and elsewhere others do. */
async function leak(): Promise<void> {
  at('2026-11-22T01:59:59.999Z');
  await see('gc', 'phone');
  at('2026-11-22T02:00:00Z');
  await see('ga', 'name phone');
  at('2026-11-22T02:30:00Z');
  await see('ca', 'phone');
  await see('ga', 'phone');
  await see('gn', 'name');
  await see('go', 'phone', { as: 'club-staff', purpose: 'CLUB_OPERATION' });
  at('2026-11-22T03:00:00Z');
  await see('gc', 'phone');
  at('2026-11-23T01:00:00Z');
}

// clauses: A7-1e
test('the export lists exactly the subjects, fields, recipients and times of the hole, as references that the manager can resolve', async () => {
  await leak();
  const key = await registers.record({ ...SECURITY, noun: 'Incident', input: report() });
  const { rows } = await gateway.data.governance.query<{ payload: object }>(
    `select payload from register_entries where register = 'INCIDENT' and superseded_at is null`,
  );
  expect(rows[0]?.payload).toMatchObject({
    persons: 2,
    entries: 3,
    triggers: ['WRONGFUL_PURPOSE'],
    deadlines: { preliminaryFrom: '2026-11-26', preliminaryBy: '2026-11-28', finalBy: '2027-01-22' },
  });

  const { incidentExport } = await ask(`incidentExport(key: "${key}")`);
  const { lines, persons, organisations } = JSON.parse(incidentExport);
  expect([persons, organisations]).toEqual([2, ['SENDAI_HOSO']]);
  type Line = { instantTokyo: string; category: string; coordinates: string; organisation: string; subject: string };
  expect(
    lines.map(({ instantTokyo, category, coordinates, organisation }: Line) => [
      instantTokyo,
      category,
      coordinates,
      organisation,
    ]),
  ).toEqual([
    ['2026-11-22T11:00:00.000+09:00', 'PHONE', 'Guardian.phone', 'SENDAI_HOSO'],
    ['2026-11-22T11:30:00.000+09:00', 'PHONE', 'Child.phone', 'SENDAI_HOSO'],
    ['2026-11-22T11:30:00.000+09:00', 'PHONE', 'Guardian.phone', 'SENDAI_HOSO'],
  ]);
  const { incidentSubjects } = await ask(`incidentSubjects(key: "${key}") { token subject }`);
  const named = new Map(incidentSubjects.map((each: { token: string; subject: string }) => [each.token, each.subject]));
  expect(new Set(named.values())).toEqual(
    new Set([
      gateway.idOf(MANAGER.as, 'Guardian', person('ga').key),
      gateway.idOf(MANAGER.as, 'Child', person('ca').key),
    ]),
  );
  expect(lines.map(({ subject }: Line) => named.get(subject))).toEqual([
    gateway.idOf(MANAGER.as, 'Guardian', person('ga').key),
    gateway.idOf(MANAGER.as, 'Child', person('ca').key),
    gateway.idOf(MANAGER.as, 'Guardian', person('ga').key),
  ]);
  for (const alias of ['ga', 'ca', 'gn']) expect(incidentExport).not.toContain(person(alias).name);
});

test('as CSV it has the same lines, one an answer, subject and category', async () => {
  await leak();
  const key = await registers.record({ ...SECURITY, noun: 'Incident', input: report({ categories: [] }) });
  const { incidentExport } = await ask(`incidentExport(key: "${key}", format: CSV)`);
  const [head, ...lines] = (incidentExport as string).trimEnd().split('\r\n');
  expect(head).toBe(
    'entry,instantUtc,instantTokyo,organisation,roles,purpose,policyVersion,subject,subjectKind,category,form,coordinates',
  );
  expect(lines.length).toBeGreaterThan(4);
  expect(lines.map((line) => line.split(',')[9])).toEqual(expect.arrayContaining(['NAME', 'PHONE']));
});

test.each([
  ['another recipient', { organisations: ['COOP'] }, 0],
  ['another policy version', { policyVersion: '2020-01-01' }, 0],
  ['another field', { coordinates: ['Guardian.email'] }, 0],
  ['this field only', { coordinates: ['Child.phone'] }, 1],
  ['every recipient', { organisations: [] }, 3],
])('a hole of %s concerns others', async (_, said, persons) => {
  await leak();
  await registers.record({ ...SECURITY, noun: 'Incident', input: report(said) });
  const standing = await registers.standing('INCIDENT', 'leak-1');
  expect(standing).toMatchObject({ persons });
  if (persons === 0) expect(standing).toMatchObject({ triggers: [], deadlines: null });
});

test('who was erased since stays in the count, and nobody can tell any more who it was', async () => {
  await leak();
  const key = await registers.record({ ...SECURITY, noun: 'Incident', input: report() });
  const { kind, key: reference } = person('ca');
  await gateway.environment.audit.log.cutSubject(gateway.data.governance, { kind, reference });
  const { incidentSubjects } = await ask(`incidentSubjects(key: "${key}") { subject }`);
  expect(incidentSubjects).toHaveLength(2);
  expect(incidentSubjects).toContainEqual({ subject: null });
});

test('an incident is recorded by those who answer for it, of a recipient, a time and a day that can be', async () => {
  at('2026-11-23T01:00:00Z');
  const tried = async (said: object, who: { as: As; purpose: string } = SECURITY) =>
    (await registers.tryToRecord({ ...who, noun: 'Incident', input: report(said) })).error;
  expect(await tried({}, { as: 'club-staff', purpose: 'CLUB_OPERATION' })).toContain('requires role');
  expect(await tried({ organisations: ['NOBODY'] })).toContain('is not in the policy');
  expect(await tried({ to: '2026-11-22T02:00:00Z' })).toContain('must be after the beginning');
  expect(await tried({ discoveredOn: '2026-11-30' })).toContain('has not come yet');
  expect(await tried({ to: '2026-11-23T01:00:01Z' })).toContain('while the hole is open');
  expect(await ask('incidentExport(key: "none")')).toContain('no such incident');
  expect(await ask('incidentExport(key: "x")', OPERATOR)).toContain('requires role');
  const auditor = { as: 'internal-auditor', purpose: 'INTERNAL_AUDIT' };
  expect(await ask('incidentSubjects(key: "x") { token }', auditor)).toContain('requires role');
});

test('whoever said how bad it is does not say it less, nor later: another does', async () => {
  await leak();
  const record = (said: object, who: { as: As; purpose: string }) =>
    registers.tryToRecord({ ...who, noun: 'Incident', input: report(said) });
  await record({}, SECURITY);
  for (const said of [
    { discoveredOn: '2026-11-23', wrongfulPurpose: false },
    { from: '2026-11-22T02:30:00Z' },
    { to: '2026-11-22T02:30:00Z' },
    { categories: ['NAME'] },
    { coordinates: ['Guardian.phone'] },
    { policyVersion: '2026-11-01' },
  ]) {
    expect([said, (await record(said, SECURITY)).error]).toEqual([said, expect.stringContaining('SELF_APPROVAL')]);
  }
  expect(
    (await record({ discoveredOn: '2026-11-22', organisations: [], categories: [] }, SECURITY)).error,
  ).toBeUndefined();
  expect((await record({ discoveredOn: '2026-11-23' }, SECURITY)).error).toContain('SELF_APPROVAL');
  expect((await record({ discoveredOn: '2026-11-23' }, MANAGER)).error).toBeUndefined();
});

test('one that must be reported is in sight with its days, degrades the health past them, and ends only when persons were told', async () => {
  await leak();
  await registers.record({ ...SECURITY, noun: 'Incident', input: report() });
  const alerts = async () => (await ask('alerts { code what degrades }')).alerts;
  expect(await alerts()).toEqual([
    { code: 'INCIDENT_OPEN', what: 'The preliminary report is due by 2026-11-28.', degrades: false },
    { code: 'INCIDENT_OPEN', what: 'The final report is due by 2027-01-22.', degrades: false },
  ]);
  const end = { ...MANAGER, noun: 'Incident', key: 'leak-1' };
  await expect(registers.end(end)).rejects.toThrow('notice to the persons');
  at('2026-11-29T01:00:00Z');
  expect((await alerts())[0]).toMatchObject({ degrades: true });
  const done = { reportedPreliminaryOn: '2026-11-29', reportedFinalOn: '2026-11-29', personsNotifiedOn: '2026-11-29' };
  await registers.record({ ...SECURITY, noun: 'Incident', input: report(done) });
  await registers.end(end);
  expect(await alerts()).toEqual([]);
});

describe('the classes and days of the law', () => {
  const of = (said: Partial<Parameters<typeof incidentTriggers>[0]>) =>
    incidentTriggers({ sensitive: false, financialHarm: false, wrongfulPurpose: false, persons: 1, ...said });

  test.each([
    [{}, []],
    [{ persons: 1000 }, []],
    [{ persons: 1001 }, ['OVER_1000_PERSONS']],
    [{ sensitive: true }, ['SENSITIVE']],
    [{ financialHarm: true }, ['FINANCIAL_HARM']],
    [{ wrongfulPurpose: true }, ['WRONGFUL_PURPOSE']],
    [
      { sensitive: true, financialHarm: true, wrongfulPurpose: true, persons: 5000 },
      ['SENSITIVE', 'FINANCIAL_HARM', 'WRONGFUL_PURPOSE', 'OVER_1000_PERSONS'],
    ],
    [{ sensitive: true, persons: 0 }, []],
  ])('%j falls in %j', (said, triggers) => {
    expect(of(said)).toEqual(triggers);
  });

  test('three to five days, then thirty, or sixty where it was on purpose; nothing where nothing is to be reported', () => {
    expect(incidentDeadlines('2026-12-29', ['SENSITIVE'])).toEqual({
      preliminaryFrom: '2027-01-01',
      preliminaryBy: '2027-01-03',
      finalBy: '2027-01-28',
    });
    expect(incidentDeadlines('2026-12-29', ['WRONGFUL_PURPOSE'])?.finalBy).toBe('2027-02-27');
    expect(incidentDeadlines('2026-12-29', [])).toBeNull();
  });
});
