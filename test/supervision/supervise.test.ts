import { loadDemoRegisters } from '../../src/embedded/data/demoRegisters.js';
import { answerRight } from '../../src/registry/registers/answerRights.js';
import { auditFindingRegister } from '../../src/registry/registers/auditFinding.js';
import { breakGlassRegister } from '../../src/registry/registers/breakGlass.js';
import { followUpBreakGlass, reviewBreakGlass } from '../../src/registry/registers/reviewBreakGlass.js';
import { correctiveActionRegister } from '../../src/registry/registers/correctiveAction.js';
import { bulletinReceiptRegister } from '../../src/registry/registers/bulletinReceipt.js';
import { bulletinRegister } from '../../src/registry/registers/bulletin.js';
import { departmentMemberRegister } from '../../src/registry/registers/departmentMember.js';
import { manualControlRegister } from '../../src/registry/registers/manualControl.js';
import { rightsCaseRegister } from '../../src/registry/registers/rightsCase.js';
import { riskCellRegister, THREATS, VIEWPOINTS } from '../../src/registry/registers/riskCell.js';
import { departmentRegister } from '../../src/registry/registers/department.js';
import { suspensionRegister } from '../../src/registry/registers/suspension.js';
import { trainingRegister } from '../../src/registry/registers/training.js';
import { DATA_SETS } from '../../src/sources/dataSets.js';
import { healthOf, supervise } from '../../src/supervision/watches/supervise.js';
import { as, desk, openStore } from '../registry/openStore.js';

const TODAY = '2026-11-22T10:00:00+09:00';
const manager = as('PRIVACY_MANAGER', 'demo:privacy-manager');
const auditor = as('INTERNAL_AUDITOR', 'demo:internal-auditor');

let opened: Awaited<ReturnType<typeof openStore>>;
beforeEach(async () => {
  opened = await openStore(TODAY);
  const { orm, pool, policy } = opened;
  await loadDemoRegisters({ entityManager: orm.em, pool }, { families: 40, today: '2026-11-22' }, { policy });
  // The requests that are open in the demo are overdue on the later days of these tests.
  for (const { key } of await opened.store.current(rightsCaseRegister)) {
    const answer = {
      key,
      recorder: desk,
      explanation: 'sent',
      decision: 'GRANTED',
      refusal: null,
      proof: null,
    } as const;
    await answerRight(opened.store, answer);
  }
});
afterEach(async () => opened.close());

const look = () => supervise(opened.pool, { policy: opened.policy, now: opened.clock.now, dataSets: DATA_SETS });
const codes = async () => (await look()).alerts.map(({ code }) => code);
const at = (day: string) => {
  opened.clock.now = new Date(`${day}T10:00:00+09:00`);
};
const handlers = async (names: readonly string[]) => {
  for (const person of names) {
    const payload = { person, department: 'CLUB' };
    await opened.store.record(departmentMemberRegister, { payload, recorder: manager });
  }
};
const train = (person: string, channel: 'REGULAR_TRAINING' | 'MEETING') =>
  opened.store.record(trainingRegister, {
    payload: {
      person,
      channel,
      course: 'basics',
      courseVersion: '1',
      completedOn: '2026-11-20',
      score: channel === 'MEETING' ? null : 90,
    },
    recorder: manager,
  });

test('a house in order has no alert and is in good health', async () => {
  const { alerts, trainingCoverage, riskTable } = await look();
  expect(alerts).toEqual([]);
  expect(healthOf(alerts)).toEqual({ status: 'OK', reasons: [] });
  expect(trainingCoverage.percent).toBe(100);
  expect(riskTable).toHaveLength(20);
});

test('a house in which nothing is on record is in bad health, for every reason', async () => {
  const empty = await openStore(TODAY);
  const { alerts, riskTable } = await supervise(empty.pool, {
    policy: empty.policy,
    now: empty.clock.now,
    dataSets: DATA_SETS,
  });
  expect(healthOf(alerts)).toEqual({
    status: 'DEGRADED',
    reasons: [
      'NO_PRIVACY_MANAGER',
      'DATA_SET_WITHOUT_OWNER',
      'POLICY_REVIEW_OVERDUE',
      'AUDIT_OVERDUE',
      'RESTORE_DRILL_OVERDUE',
      'RISK_CELL_MISSING',
    ],
  });
  expect(riskTable.every(({ cell }) => cell === null)).toBe(true);
  await empty.close();
});

// clauses: A8-2
test('a data set that no department owns degrades the health, until one takes it over', async () => {
  const desk = { code: 'DESK', name: 'Desk', organisation: 'GAKKO' };
  const own = (dataSets: readonly string[]) =>
    opened.store.record(departmentRegister, { payload: { ...desk, dataSets }, recorder: manager });
  await own(['governance.consents', 'club.advertising_optins']);
  const { alerts } = await look();
  expect(alerts).toEqual([
    expect.objectContaining({ code: 'DATA_SET_WITHOUT_OWNER', key: 'club.advertising_opt_ins' }),
  ]);
  expect(healthOf(alerts)).toEqual({ status: 'DEGRADED', reasons: ['DATA_SET_WITHOUT_OWNER'] });
  await own(['governance.consents', 'club.advertising_opt_ins']);
  expect(await codes()).toEqual([]);
  await opened.store.end(departmentRegister, { key: 'AUDIT', recorder: manager, reason: 'merged' });
  expect((await look()).alerts).toMatchObject([{ key: 'governance.audit_log' }]);
});

// clauses: A9-1
test('an audit that is overdue degrades the health: the planned one from the day after, the yearly one after a year', async () => {
  at('2027-06-10');
  expect(await codes()).not.toContain('AUDIT_OVERDUE');
  at('2027-06-11');
  expect((await look()).alerts).toContainEqual(
    expect.objectContaining({ code: 'AUDIT_OVERDUE', key: 'audit-2', since: '2027-06-10', degrades: true }),
  );
  at('2027-08-05');
  const overdue = (await look()).alerts.filter(({ code }) => code === 'AUDIT_OVERDUE');
  expect(overdue.map(({ key, since }) => [key, since])).toEqual([
    ['audit-2', '2027-06-10'],
    [null, '2027-08-05'],
  ]);
});

describe('findings', () => {
  const find = (suspendsRule: string | null = null) =>
    opened.store.record(auditFindingRegister, {
      payload: {
        report: 'audit-1',
        title: 'x',
        description: 'x',
        severity: 'CRITICAL',
        owner: 'x',
        dueOn: '2026-11-30',
        suspendsRule,
      },
      recorder: auditor,
    });

  // clauses: A9-2 B-5
  test('without an outcome after their day are an alert; on the day they are not', async () => {
    const { key } = await find();
    at('2026-11-30');
    expect(await codes()).toEqual([]);
    at('2026-12-01');
    expect((await look()).alerts).toEqual([expect.objectContaining({ code: 'FINDING_OVERDUE', key, degrades: true })]);
  });

  // clauses: A9-3
  test('that hold a rule closed stay in sight, and so do corrections that are late', async () => {
    const { key: finding } = await find('O01');
    const payload = { finding, what: 'x', owner: 'saburo', dueOn: '2026-11-24' };
    await opened.store.record(correctiveActionRegister, { payload, recorder: manager });
    expect(await codes()).toEqual(['RULE_SUSPENDED']);
    at('2026-11-25');
    expect(await codes()).toEqual(['RULE_SUSPENDED', 'CORRECTION_OVERDUE']);
  });
});

// clauses: A9-6 A9-4a
test('training coverage under 95 per cent is an alert, at 95 it is none', async () => {
  const { handlers: before } = (await look()).trainingCoverage;
  const all = 100 - before;
  const names = Array.from({ length: all }, (_, index) => `new-${index}`);
  await handlers(names);
  for (const name of names.slice(6)) await train(name, 'REGULAR_TRAINING');
  expect(await look()).toMatchObject({ trainingCoverage: { handlers: 100, trained: 94, percent: 94 } });
  expect(await codes()).toEqual(['TRAINING_COVERAGE']);
  await train('new-0', 'REGULAR_TRAINING');
  expect(await codes()).toEqual([]);
});

// clauses: A9-4c
test('a meeting makes nobody trained', async () => {
  await handlers(['solo']);
  await train('solo', 'MEETING');
  expect((await look()).trainingCoverage.untrained).toEqual(['solo']);
  await train('solo', 'REGULAR_TRAINING');
  expect((await look()).trainingCoverage.untrained).toEqual([]);
});

// clauses: A9-4a
test('training runs out after a year, and all of it at once is seen', async () => {
  at('2027-09-24');
  expect(await look()).toMatchObject({ trainingCoverage: { trained: 0, percent: 0 } });
  expect(await codes()).toContain('TRAINING_COVERAGE');
});

// clauses: A9-4b
test('a critical bulletin that somebody has not read after fourteen days is an alert, and names them', async () => {
  const bulletin = { id: 'b', title: 'x', body: 'x', critical: true, publishedOn: '2026-11-22' };
  await opened.store.record(bulletinRegister, { payload: bulletin, recorder: manager });
  at('2026-12-06');
  expect(await codes()).toEqual([]);
  at('2026-12-07');
  const [alert] = (await look()).alerts;
  expect(alert).toMatchObject({ code: 'BULLETIN_UNREAD', key: 'b' });
  expect(alert?.what).toContain('demo:club-staff');
  await opened.store.record(bulletinReceiptRegister, {
    payload: { bulletin: 'b' },
    recorder: as('CLUB_STAFF', 'demo:club-staff'),
  });
  expect((await look()).alerts[0]?.what).not.toContain('demo:club-staff');
});

// clauses: A4-6a
test('an emergency that nobody reviewed in its day, or that was not justified, is an alert until somebody sees to it', async () => {
  const subject = { kind: 'CHILD_PARTICIPANT', reference: 12 } as const;
  const payload = { danger: 'LIFE', whatHappens: 'x', whyConsentHard: 'y', subject } as const;
  const recorder = as('EMERGENCY_RESPONDER', 'fire:1', 'SENDAI_FIRE');
  const { key } = await opened.store.record(breakGlassRegister, { payload, recorder });
  at('2026-11-24');
  expect(await codes()).toEqual([]);
  at('2026-11-25');
  expect(await codes()).toEqual(['EMERGENCY_UNREVIEWED']);
  await reviewBreakGlass(opened.store, { key, recorder: auditor, note: 'no danger', justified: false });
  expect((await look()).alerts).toMatchObject([{ code: 'EMERGENCY_UNJUSTIFIED', key, degrades: true }]);
  await followUpBreakGlass(opened.store, { key, recorder: manager, note: 'told the brigade' });
  expect(await codes()).toEqual([]);
});

// clauses: A7-1b
test('a restore drill is due every quarter', async () => {
  at('2027-01-28');
  expect(await codes()).toEqual([]);
  at('2027-01-29');
  expect(await codes()).toEqual(['RESTORE_DRILL_OVERDUE']);
});

// clauses: A7-2 A7-o A7-h A7-p A7-t
test('the table of threats and viewpoints has twenty cells, each with a measure or a control; one that is missing is an alert', async () => {
  const { riskTable } = await look();
  expect(riskTable.map(({ threat, viewpoint }) => `${threat}/${viewpoint}`).toSorted()).toEqual(
    THREATS.flatMap((threat) => VIEWPOINTS.map((viewpoint) => `${threat}/${viewpoint}`)).toSorted(),
  );
  for (const { cell } of riskTable) {
    expect((cell?.measures.length ?? 0) + (cell?.manualControls.length ?? 0)).toBeGreaterThan(0);
  }
  const empty = await openStore(TODAY);
  const cells = riskTable
    .slice(1)
    .flatMap(({ cell }) => (cell === null ? [] : [{ ...cell, manualControls: [], measures: ['x'] }]));
  for (const payload of cells) await empty.store.record(riskCellRegister, { payload, recorder: manager });
  const { alerts } = await supervise(empty.pool, {
    policy: empty.policy,
    now: empty.clock.now,
    dataSets: DATA_SETS,
  });
  const missing = alerts.filter(({ code }) => code === 'RISK_CELL_MISSING');
  expect(missing.map(({ key }) => key)).toEqual(['UNAUTHORISED_ACCESS/ORGANISATIONAL']);
  await empty.close();
});

test('a cell with nothing but a control that nobody keeps any more is as good as missing', async () => {
  const { riskTable } = await look();
  const [filled] = riskTable.flatMap(({ cell }) => (cell === null ? [] : [cell]));
  if (filled === undefined) throw new Error('The demo has no cell.');
  const key = 'control-A7-p';
  const payload = { ...filled, measures: [], manualControls: [key] };
  await opened.store.record(riskCellRegister, { payload, recorder: manager });
  expect(await codes()).not.toContain('RISK_CELL_MISSING');
  await opened.store.end(manualControlRegister, { key, recorder: manager, reason: 'nobody does it' });
  const missing = (await look()).alerts.filter(({ code }) => code === 'RISK_CELL_MISSING');
  expect(missing.map((alert) => alert.key)).toContain(`${filled.threat}/${filled.viewpoint}`);
});

// clauses: A7-p A7-o
test('a manual control that was not done again in time is an alert, and a clause without one too', async () => {
  at('2027-11-03');
  expect(await codes()).not.toContain('MANUAL_CONTROL_OVERDUE');
  at('2027-11-04');
  expect(await codes()).toContain('MANUAL_CONTROL_OVERDUE');
  const key = 'control-A7-p';
  await opened.store.end(manualControlRegister, { key, recorder: manager, reason: 'nobody does it' });
  expect((await look()).alerts).toContainEqual(
    expect.objectContaining({ code: 'MANUAL_CONTROL_MISSING', clauses: ['A7-p'] }),
  );
});

// clauses: B-5
test('a policy that nobody reviewed in time degrades the health, from the day after; so does one without a review', async () => {
  const reviews = async () => (await look()).alerts.filter(({ code }) => code === 'POLICY_REVIEW_OVERDUE');
  at('2027-11-03');
  expect(await reviews()).toEqual([]);
  at('2027-11-04');
  expect(await reviews()).toMatchObject([{ key: 'control-B-5', since: '2027-11-03', clauses: ['B-5'] }]);
  expect(healthOf(await reviews())).toEqual({ status: 'DEGRADED', reasons: ['POLICY_REVIEW_OVERDUE'] });
  expect((await look()).alerts).not.toContainEqual(expect.objectContaining({ key: 'control-B-5', degrades: false }));
  const [control] = (await opened.store.current(manualControlRegister, { key: 'control-B-5' })).values();
  const payload = { ...control?.payload, lastDoneOn: '2027-11-04' } as NonNullable<typeof control>['payload'];
  await opened.store.record(manualControlRegister, { payload, recorder: manager });
  expect(await reviews()).toEqual([]);
  await opened.store.end(manualControlRegister, { key: 'control-B-5', recorder: manager, reason: 'nobody does it' });
  expect(await reviews()).toMatchObject([{ key: null, degrades: true }]);
});

test('a recipient that is stopped stays in sight until it is lifted', async () => {
  const payload = { organisation: 'SENDAI_HOSO', why: 'odd hours' };
  await opened.store.record(suspensionRegister, { payload, recorder: manager });
  expect(await codes()).toEqual(['RECIPIENT_SUSPENDED']);
  await opened.store.end(suspensionRegister, { key: 'SENDAI_HOSO', recorder: manager, reason: 'explained' });
  expect(await codes()).toEqual([]);
});
