import { auditFindingRegister } from '../../../src/registry/registers/auditFinding.js';
import { auditPlanRegister } from '../../../src/registry/registers/auditPlan.js';
import { auditReportRegister } from '../../../src/registry/registers/auditReport.js';
import { closableFindingRegister } from '../../../src/registry/registers/closableFinding.js';
import { concludeFinding } from '../../../src/registry/registers/concludeFinding.js';
import { correctAction, verifyCorrection } from '../../../src/registry/registers/correctionSteps.js';
import { correctiveActionRegister } from '../../../src/registry/registers/correctiveAction.js';
import { departmentMemberRegister } from '../../../src/registry/registers/departmentMember.js';
import { departmentRegister } from '../../../src/registry/registers/department.js';
import { ruleBookRegister } from '../../../src/registry/registers/ruleBook.js';
import { as, headOfClub, manager, openStore } from '../openStore.js';

const auditor = as('INTERNAL_AUDITOR', 'goro');
const otherAuditor = as('INTERNAL_AUDITOR', 'rokuro');

let opened: Awaited<ReturnType<typeof openStore>>;
beforeEach(async () => {
  opened = await openStore();
  for (const code of ['CLUB', 'AUDIT']) {
    const payload = { code, name: code, organisation: 'GAKKO', dataSets: [] };
    await opened.store.record(departmentRegister, { payload, recorder: manager });
  }
  for (const [person, department] of [
    ['goro', 'AUDIT'],
    ['rokuro', 'AUDIT'],
    ['insider', 'CLUB'],
  ] as const) {
    await opened.store.record(departmentMemberRegister, { payload: { person, department }, recorder: manager });
  }
});
afterEach(async () => opened.close());

const plan = (said: { auditor?: string; id?: string } = {}) =>
  opened.store.record(auditPlanRegister, {
    payload: { id: 'A1', scope: 'rosters', department: 'CLUB', auditor: 'goro', dueOn: '2026-12-01', ...said },
    recorder: manager,
  });
const report = (said: { operators?: readonly string[]; conductedOn?: string } = {}, recorder = auditor) =>
  opened.store.record(auditReportRegister, {
    payload: {
      plan: 'A1',
      conductedOn: '2026-11-19',
      sample: [3, 8],
      operators: ['shiro'],
      summary: 'as found',
      ...said,
    },
    recorder,
  });
const find = (said: { severity?: 'MINOR' | 'CRITICAL'; suspendsRule?: string } = {}) =>
  opened.store.record(auditFindingRegister, {
    payload: {
      report: 'A1',
      title: 'Lists left open',
      description: 'A list lay on a desk.',
      severity: 'MINOR',
      owner: 'shiro',
      dueOn: '2026-12-20',
      ...said,
    },
    recorder: auditor,
  });
const close = (key: string) => opened.store.end(closableFindingRegister, { key, recorder: auditor, reason: 'seen to' });

describe('the auditor is independent', () => {
  test('of the audited department', async () => {
    await expect(plan({ auditor: 'insider' })).rejects.toThrow('AUDITOR_NOT_INDEPENDENT');
    await expect(plan({ auditor: 'of no department' })).rejects.toThrow('must be a word');
    await expect(plan({ auditor: 'nobody' })).rejects.toThrow('AUDITOR_NOT_INDEPENDENT');
    await expect(plan()).resolves.toMatchObject({ key: 'A1' });
  });

  // clauses: A9-1
  test('and had no hand in the sample: an auditor who operated it is refused', async () => {
    await plan();
    await expect(report({ operators: ['shiro', 'goro'] })).rejects.toThrow('AUDITOR_NOT_INDEPENDENT');
    await expect(report({}, otherAuditor)).rejects.toThrow('AUDITOR_NOT_INDEPENDENT');
    await expect(report({ conductedOn: '2026-11-21' })).rejects.toThrow('has not come yet');
    await expect(report()).resolves.toMatchObject({ payload: { auditor: 'goro' } });
  });

  test('also when they moved into the department between plan and report', async () => {
    await plan();
    const payload = { person: 'goro', department: 'CLUB' };
    await opened.store.record(departmentMemberRegister, { payload, recorder: manager });
    await expect(report()).rejects.toThrow('AUDITOR_NOT_INDEPENDENT');
  });
});

test('an audit that was missed stays missed: its day is not moved once it has passed', async () => {
  const due = (dueOn: string) =>
    opened.store.record(auditPlanRegister, {
      payload: { id: 'A1', scope: 'rosters', department: 'CLUB', auditor: 'goro', dueOn },
      recorder: manager,
    });
  await due('2026-12-01');
  await due('2026-12-10');
  opened.clock.now = new Date('2026-12-11T00:00:00+09:00');
  await expect(due('2026-12-20')).rejects.toThrow('the audit is overdue until its report');
  await expect(due('2026-12-10')).resolves.toMatchObject({ version: 3 });
});

describe('a finding', () => {
  beforeEach(async () => {
    await plan();
    await report();
  });

  test('is of a report, and is not rewritten', async () => {
    const { key, payload } = await find();
    expect(payload).toMatchObject({ outcome: null, policyVersion: opened.policy.version });
    const rewritten = opened.store.record(auditFindingRegister, { key, payload, recorder: auditor });
    await expect(rewritten).rejects.toThrow('FINDING_STANDS');
  });

  test('suspends a rule only when it is critical, and none of law, of danger to life, or of the rights of the person', async () => {
    await expect(find({ suspendsRule: 'O01' })).rejects.toThrow('only a CRITICAL finding');
    await expect(find({ severity: 'CRITICAL', suspendsRule: 'O99' })).rejects.toThrow('is no rule');
    for (const suspendsRule of ['D01', 'L01', 'E01', 'X99']) {
      await expect(find({ severity: 'CRITICAL', suspendsRule })).rejects.toThrow('must be a rule that permits');
    }
    await expect(find({ severity: 'CRITICAL', suspendsRule: 'O01' })).resolves.toMatchObject({ version: 1 });
  });

  // clauses: A9-2
  test('leads to a change that is in force and was not before, or to no change with its reason', async () => {
    const { key } = await find();
    const conclude = (said: {
      kind: 'POLICY_CHANGE' | 'RULE_BOOK_CHANGE' | 'NO_CHANGE';
      version?: string;
      why?: string;
    }) =>
      concludeFinding(opened.store, { key, recorder: manager, version: null, why: 'because it was so found', ...said });
    await expect(close(key)).rejects.toThrow('FINDING_WITHOUT_OUTCOME');
    await expect(conclude({ kind: 'NO_CHANGE', why: 'fine' })).rejects.toThrow('at least 20 characters');
    await expect(conclude({ kind: 'POLICY_CHANGE', version: opened.policy.version })).rejects.toThrow(
      'was not when it was found',
    );
    await expect(conclude({ kind: 'RULE_BOOK_CHANGE', version: '9' })).rejects.toThrow('was not when it was found');
    opened.clock.now = new Date('2026-11-25T10:00:00+09:00');
    const payload = { version: '9', title: 'Rules', url: 'https://gakko.example/r', issuedOn: '2026-11-25' };
    await opened.store.record(ruleBookRegister, { payload, recorder: manager });
    const concluded = await conclude({ kind: 'RULE_BOOK_CHANGE', version: '9' });
    expect(concluded.payload.outcome).toMatchObject({ kind: 'RULE_BOOK_CHANGE', version: '9', by: 'haruko' });
    await expect(conclude({ kind: 'NO_CHANGE' })).rejects.toThrow('has its outcome already');
    await expect(close(key)).rejects.toThrow('CLOSED_WITHOUT_EVIDENCE');
  });

  test('is concluded by the privacy manager only', async () => {
    const { key } = await find();
    const said = { key, kind: 'NO_CHANGE', version: null, why: 'the desk is locked at night' } as const;
    await expect(concludeFinding(opened.store, { ...said, recorder: auditor })).rejects.toThrow('may not do this');
    await expect(concludeFinding(opened.store, { ...said, recorder: manager })).resolves.toBeDefined();
    await expect(close(key)).resolves.toMatchObject({ ended: true });
  });

  // clauses: A9-3
  test('is not closed before each correction is verified, with evidence, by another', async () => {
    const { key: finding } = await find();
    await concludeFinding(opened.store, {
      key: finding,
      recorder: manager,
      kind: 'NO_CHANGE',
      version: null,
      why: 'the rule is right, it was not followed',
    });
    const { key } = await opened.store.record(correctiveActionRegister, {
      payload: { finding, what: 'Lock the desks', owner: 'saburo', dueOn: '2026-12-10' },
      recorder: manager,
    });
    const step = (recorder: typeof manager, evidence: string) => ({ key, recorder, evidence });
    await expect(close(finding)).rejects.toThrow('CLOSED_WITHOUT_EVIDENCE');
    await expect(verifyCorrection(opened.store, step(auditor, 'seen'))).rejects.toThrow('only a CORRECTED action');
    await expect(correctAction(opened.store, step(headOfClub, ' '))).rejects.toThrow('CLOSED_WITHOUT_EVIDENCE');
    await correctAction(opened.store, step(headOfClub, 'photo 12'));
    await expect(close(finding)).rejects.toThrow('CLOSED_WITHOUT_EVIDENCE');
    const own = as('INTERNAL_AUDITOR', headOfClub.subjectId);
    await expect(verifyCorrection(opened.store, step(own, 'seen'))).rejects.toThrow('SELF_APPROVAL');
    await expect(verifyCorrection(opened.store, step(headOfClub, 'seen'))).rejects.toThrow('may not do this');
    await verifyCorrection(opened.store, step(auditor, 'visit of 2026-11-20'));
    await expect(close(finding)).resolves.toMatchObject({ ended: true });
    const after = opened.store.record(correctiveActionRegister, {
      payload: { finding, what: 'More', owner: 'saburo', dueOn: '2026-12-10' },
      recorder: manager,
    });
    await expect(after).rejects.toThrow('no such open finding');
  });
});
