import { demoOrganisations } from '../../../src/embedded/data/demoOrganisations.js';
import { appointmentRegister } from '../../../src/registry/registers/appointment.js';
import { approvalRequestRegister } from '../../../src/registry/registers/approvalRequest.js';
import { breakGlassRegister } from '../../../src/registry/registers/breakGlass.js';
import { campaignRegister } from '../../../src/registry/registers/campaign.js';
import { departmentRegister } from '../../../src/registry/registers/department.js';
import { departmentMemberRegister } from '../../../src/registry/registers/departmentMember.js';
import { legalOrderRegister } from '../../../src/registry/registers/legalOrder.js';
import { necessityTicketRegister } from '../../../src/registry/registers/necessityTicket.js';
import { organisationRegister } from '../../../src/registry/registers/organisation.js';
import { followUpBreakGlass, reviewBreakGlass } from '../../../src/registry/registers/reviewBreakGlass.js';
import { sendJobRegister } from '../../../src/registry/registers/sendJob.js';
import { welfareCaseRegister } from '../../../src/registry/registers/welfareCase.js';
import { as, clubStaff, deputy, desk, headOfClub, manager, openStore } from '../openStore.js';

const headOfDesk = as('DEPT_MANAGER', 'goro');
const START = new Date('2026-11-20T10:00:00+09:00');
let opened: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  opened = await openStore();
  const { store } = opened;
  for (const payload of demoOrganisations(opened.policy)) {
    await store.record(organisationRegister, { payload, recorder: manager });
  }
  const department = { code: 'CLUB', name: 'Club', organisation: 'GAKKO', dataSets: [] };
  await store.record(departmentRegister, { payload: department, recorder: manager });
  const appointedOn = '2026-04-01';
  const appoint = (payload: object, recorder = manager) =>
    store.record(appointmentRegister, { payload: { ...payload, appointedOn } as never, recorder });
  await appoint({ office: 'PRIVACY_MANAGER', person: manager.subjectId }, headOfClub);
  await appoint({ office: 'DEPUTY', person: deputy.subjectId });
  await appoint({ office: 'DEPT_MANAGER', person: headOfClub.subjectId, department: 'CLUB' });
  const other = { code: 'DESK', name: 'Desk', organisation: 'GAKKO', dataSets: [] };
  await store.record(departmentRegister, { payload: other, recorder: manager });
  await appoint({ office: 'DEPT_MANAGER', person: headOfDesk.subjectId, department: 'DESK' });
  const member = { person: clubStaff.subjectId, department: 'CLUB' };
  await store.record(departmentMemberRegister, { payload: member, recorder: manager });
});
afterAll(async () => opened.close());
beforeEach(() => {
  opened.clock.now = START;
});

const days = (count: number) => new Date(opened.clock.now.getTime() + count * 86_400_000);
const child = (reference: number) => ({ kind: 'CHILD_PARTICIPANT', reference }) as const;
const guardian = (reference: number) => ({ kind: 'GUARDIAN', reference }) as const;

describe('necessity tickets', () => {
  const ticket = (change: object = {}, recorder = headOfClub, validTo: Date | null = days(7)) =>
    opened.store.record(necessityTicketRegister, {
      payload: {
        role: 'CLUB_STAFF',
        organisation: 'GAKKO',
        purpose: 'CLUB_OPERATION',
        categories: ['SEX'],
        forLists: false,
        why: 'room allocation at the camp',
        ...change,
      },
      recorder,
      validTo,
    });

  test('a ticket is of the department of the manager who gives it, and expires', async () => {
    const { key, payload } = await ticket();
    expect(payload.department).toBe('CLUB');
    opened.clock.now = days(7);
    expect(await opened.store.current(necessityTicketRegister, { key })).toEqual([]);
  });

  test('a manager who is not in office gives none', async () => {
    await expect(ticket({}, as('DEPT_MANAGER', 'nobody'))).rejects.toThrow('NO_DEPT_MANAGER');
  });

  test('staff gives itself none', async () => {
    await expect(ticket({}, clubStaff)).rejects.toThrow('role CLUB_STAFF may not do this');
  });

  test.each([
    ['without an end', {}, null, 'within 90 days'],
    ['for longer than 90 days', {}, 91, 'within 90 days'],
    ['about what is not listed', { categories: ['UNLISTED'] }, 7, 'cannot be needed'],
    ['for nobody we know', { organisation: 'NOBODY' }, 7, 'is not in the policy'],
  ])('a ticket %s is refused', async (_, change, end, message) => {
    await expect(ticket(change, headOfClub, end === null ? null : days(end))).rejects.toThrow(message);
  });
});

describe('campaigns and send jobs', () => {
  const campaign = (id: string, change: object = {}) =>
    opened.store.record(campaignRegister, {
      payload: { id, title: 'Robots', contentClass: 'OWN_SERVICE', ...change },
      recorder: clubStaff,
    });
  const job = (change: object) =>
    opened.store.record(sendJobRegister, {
      payload: { purpose: 'BENEFICIAL_INFORMATION', sender: 'COOP', about: 'x', ...change },
      recorder: clubStaff,
      validTo: days(10),
    });

  test('who of the Club records why it is useful has judged it, and nobody else', async () => {
    const judgement = { by: 'somebody', at: '2026-01-01T00:00:00Z', why: 'x' };
    expect((await campaign('c1', { judgement })).payload.judgement).toBeNull();
    const { payload } = await campaign('c1', { usefulBecause: 'next level' });
    expect(payload.judgement).toEqual({ by: 'shiro', at: START.toISOString(), why: 'next level' });
  });

  test('the co-op judges nothing', async () => {
    const payload = { id: 'c2', title: 'x', contentClass: 'OWN_SERVICE', usefulBecause: 'y' } as const;
    const recorder = as('CLUB_STAFF', 'x', 'COOP');
    await expect(opened.store.record(campaignRegister, { payload, recorder })).rejects.toThrow('NOT_ACCOUNTABLE_PARTY');
  });

  test('an advertisement says whose it is', async () => {
    await expect(campaign('c3', { contentClass: 'ADVERTISER' })).rejects.toThrow('says whose');
    await expect(campaign('c3', { onBehalfOf: 'AD_AGENCY' })).rejects.toThrow("one's own does not");
  });

  test('a job for a campaign that nobody judged is refused', async () => {
    await campaign('c4');
    await expect(job({ campaign: 'c4' })).rejects.toThrow('BENEFIT_NOT_JUDGED');
    await campaign('c4', { usefulBecause: 'z' });
    await expect(job({ campaign: 'c4' })).resolves.toMatchObject({ payload: { approval: null } });
  });

  test.each([
    ['beneficial information without a campaign', {}, 'beneficial information has one'],
    ['a notice without a reason code', { purpose: 'MATERIAL_CHANGE_NOTICE' }, 'has one'],
    ['a request for consent with a reason code', { purpose: 'CONSENT_REQUEST', reasonCode: 'SUSPENSION' }, 'has one'],
    ['a campaign that is none', { campaign: 'none' }, 'there is none'],
  ])('a job of %s is refused', async (_, change, message) => {
    await expect(job(change)).rejects.toThrow(message);
  });

  test('another matter counts once a department manager has approved it, who is not who asked', async () => {
    const { key } = await job({ purpose: 'MATERIAL_CHANGE_NOTICE', reasonCode: 'OTHER_MATERIAL' });
    const approve = (recorder: ReturnType<typeof as>) =>
      opened.store.approve(sendJobRegister, { key, recorder, reason: 'it is material' });
    await expect(approve(as('DEPT_MANAGER', 'shiro'))).rejects.toThrow('SELF_APPROVAL');
    await expect(approve(as('DEPT_MANAGER', 'nobody'))).rejects.toThrow('NO_DEPT_MANAGER');
    await expect(approve(headOfDesk)).rejects.toThrow('NO_DEPT_MANAGER');
    await expect(approve(clubStaff)).rejects.toThrow('role CLUB_STAFF may not do this');
    expect((await approve(headOfClub)).payload.approval).toMatchObject({ by: 'saburo', note: 'it is material' });
    await expect(approve(headOfClub)).rejects.toThrow('approved already');
  });
});

describe('legal orders', () => {
  const order = (change: object = {}, validTo: Date | null = days(30)) =>
    opened.store.record(legalOrderRegister, {
      payload: {
        authority: 'MIYAGI_POLICE',
        statute: '刑事訴訟法第218条',
        caseNumber: '1',
        subjects: [guardian(5)],
        fields: ['NAME'],
        binding: true,
        subjectNotice: true,
        ...change,
      },
      recorder: clubStaff,
      validTo,
    });

  test('the manager of the department that asked approves an order, one of another department does not', async () => {
    const { key } = await order();
    const approve = (recorder: ReturnType<typeof as>) =>
      opened.store.approve(legalOrderRegister, { key, recorder, reason: 'checked' });
    await expect(approve(headOfDesk)).rejects.toThrow('NO_PRIVACY_MANAGER');
    expect((await approve(headOfClub)).payload.approval).toMatchObject({ by: 'saburo' });
  });

  test('an order counts once a manager has approved it, and a new version of it needs a new yes', async () => {
    const { key, payload } = await order();
    expect(payload).toMatchObject({ requestedBy: 'shiro', approval: null });
    const approved = await opened.store.approve(legalOrderRegister, { key, recorder: manager, reason: 'checked' });
    expect(approved).toMatchObject({ version: 2, payload: { approval: { by: 'haruko' } }, validTo: days(30) });
    const again = await opened.store.record(legalOrderRegister, {
      key,
      payload: { ...approved.payload, fields: ['NAME', 'PHONE'] },
      recorder: clubStaff,
      validTo: days(30),
    });
    expect(again.payload.approval).toBeNull();
  });

  test.each([
    ['an inquiry that may be declined without a ground', { binding: false }, 30, 'needs the ground'],
    ['one without an end', {}, null, 'within 366 days'],
    ['one that names no field', { fields: [] }, 30, 'must have at least 1'],
    ['one that names nobody', { subjects: [] }, 30, 'must have at least 1'],
    ['one of who is no authority', { authority: 'AD_AGENCY' }, 30, 'is no registered authority'],
  ])('%s is refused', async (_, change, end, message) => {
    await expect(order(change, end === null ? null : days(end))).rejects.toThrow(message);
  });
});

describe('emergencies', () => {
  const responder = (name: string) => as('EMERGENCY_RESPONDER', name, 'SENDAI_FIRE');
  const breakGlass = (name: string, change: object = {}) =>
    opened.store.record(breakGlassRegister, {
      payload: { danger: 'LIFE', whatHappens: 'fire', whyConsentHard: 'unconscious', subject: child(12), ...change },
      recorder: responder(name),
    });
  const review = (key: string, recorder: ReturnType<typeof as>, justified = true) =>
    reviewBreakGlass(opened.store, { key, recorder, note: 'right', justified });

  test('one lasts sixty minutes', async () => {
    const { key } = await breakGlass('a');
    const counts: number[] = [];
    for (const minutes of [0, 59.99, 60]) {
      opened.clock.now = new Date(START.getTime() + minutes * 60_000);
      counts.push((await opened.store.current(breakGlassRegister, { key })).length);
    }
    expect(counts).toEqual([1, 1, 0]);
  });

  test('the actor and the review are not for the actor to say', async () => {
    const { payload } = await breakGlass('b', { person: 'x', organisation: 'y', review: null });
    expect(payload).toMatchObject({ person: 'b', organisation: 'SENDAI_FIRE', review: null });
  });

  test.each([
    ['without a reason why consent is hard to get', { whyConsentHard: '' }, 'whyConsentHard ""'],
    ['for the protection of services', { danger: 'SERVICE' }, 'must be one of LIFE, BODY, PROPERTY'],
  ])('one %s is refused', async (_, change, message) => {
    await expect(breakGlass('c', change)).rejects.toThrow(message);
  });

  test('an event whose review is overdue blocks the next one of its actor, until it is reviewed', async () => {
    // Friday; reviewed by the end of Saturday, which is a day of the desk.
    const { key, payload } = await breakGlass('d');
    expect(payload.reviewDueAt).toBe('2026-11-21T15:00:00.000Z');
    opened.clock.now = new Date('2026-11-21T23:59:00+09:00');
    await breakGlass('d');
    opened.clock.now = new Date('2026-11-22T00:00:00+09:00');
    await expect(breakGlass('d')).rejects.toThrow('BREAK_GLASS_UNREVIEWED');
    await expect(breakGlass('e')).resolves.toBeDefined();
    await review(key, manager);
    await expect(breakGlass('d')).resolves.toBeDefined();
  });

  test.each([
    ['a Sunday', 'Monday', '2026-11-28', '2026-11-30'],
    ['a Sunday and a holiday on Monday', 'Tuesday', '2026-11-21', '2026-11-24'],
  ])('a review over %s is due on %s', async (_holidays, _day, begun, due) => {
    opened.clock.now = new Date(`${begun}T10:00:00+09:00`);
    expect((await breakGlass(`f-${begun}`)).payload.reviewDueAt).toBe(`${due}T15:00:00.000Z`);
  });

  test('nobody reviews their own, the recipient reviews none, and an ended one can still be reviewed', async () => {
    const { key } = await breakGlass('g');
    await expect(review(key, as('INTERNAL_AUDITOR', 'g'))).rejects.toThrow('SELF_APPROVAL');
    await expect(review(key, as('DEPT_MANAGER', 'h', 'SENDAI_FIRE'))).rejects.toThrow('NOT_ACCOUNTABLE_PARTY');
    await opened.store.end(breakGlassRegister, { key, recorder: responder('g'), reason: 'over' });
    const reviewed = await review(key, manager);
    expect(reviewed).toMatchObject({ ended: true, payload: { review: { by: 'haruko', justified: true } } });
    await expect(review(key, manager)).rejects.toThrow('reviewed already');
  });

  test('one that was not justified blocks the next of its actor until the privacy manager has followed it up', async () => {
    const { key } = await breakGlass('u');
    const follow = (recorder: ReturnType<typeof as>) =>
      followUpBreakGlass(opened.store, { key, recorder, note: 'told the brigade' });
    await expect(follow(manager)).rejects.toThrow('only what was found unjustified');
    await review(key, headOfClub, false);
    await expect(breakGlass('u')).rejects.toThrow('BREAK_GLASS_UNJUSTIFIED');
    await expect(breakGlass('v')).resolves.toBeDefined();
    await expect(follow(headOfClub)).rejects.toThrow('role DEPT_MANAGER may not do this');
    expect((await follow(manager)).payload.followUp).toMatchObject({ by: 'haruko', note: 'told the brigade' });
    await expect(follow(manager)).rejects.toThrow('and once');
    await expect(breakGlass('u')).resolves.toBeDefined();
  });

  describe('that one of the Club opens for a responder', () => {
    const responding = { person: 'fire:1', organisation: 'SENDAI_FIRE' };
    const open = (recorder: ReturnType<typeof as>, said: typeof responding | null) =>
      opened.store.record(breakGlassRegister, {
        payload: { danger: 'LIFE', whatHappens: 'x', whyConsentHard: 'y', subject: child(12), responder: said },
        recorder,
      });

    test('is for that responder, and reviewed by a third', async () => {
      const { key, payload } = await open(clubStaff, responding);
      expect(payload).toMatchObject({ ...responding, openedBy: clubStaff.subjectId });
      await expect(review(key, as('DEPT_MANAGER', clubStaff.subjectId))).rejects.toThrow('SELF_APPROVAL');
      await expect(review(key, as('DEPT_MANAGER', 'fire:1'))).rejects.toThrow('SELF_APPROVAL');
      await review(key, manager);
    });

    test.each([
      ['nobody', clubStaff, null, 'must name for whom'],
      ['themselves', clubStaff, { ...responding, person: clubStaff.subjectId }, 'SELF_APPROVAL'],
      ['somebody of a partner', clubStaff, { ...responding, organisation: 'PARTNER_BOOKS' }, 'no registered recipient'],
      ['another responder', responder('j'), responding, 'opens for themselves'],
      ['a responder, from elsewhere', as('CLUB_STAFF', 'k', 'COOP'), responding, 'NOT_ACCOUNTABLE_PARTY'],
    ])('is refused for %s', async (_, recorder, said, message) => {
      await expect(open(recorder, said)).rejects.toThrow(message);
    });

    test('is ended by the privacy manager too, and by no other responder or manager elsewhere', async () => {
      const { key } = await open(clubStaff, { ...responding, person: 'fire:2' });
      const end = (recorder: ReturnType<typeof as>) =>
        opened.store.end(breakGlassRegister, { key, recorder, reason: 'over' });
      await expect(end(responder('fire:3'))).rejects.toThrow('BREAK_GLASS_OTHER');
      await expect(end(as('PRIVACY_MANAGER', 'l', 'COOP'))).rejects.toThrow('BREAK_GLASS_OTHER');
      expect((await end(manager)).ended).toBe(true);
    });
  });

  test('one is not prolonged', async () => {
    const { key } = await breakGlass('i');
    const payload = { danger: 'LIFE', whatHappens: 'x', whyConsentHard: 'y', subject: child(12) } as const;
    const again = opened.store.record(breakGlassRegister, { key, payload, recorder: responder('i') });
    await expect(again).rejects.toThrow('BREAK_GLASS_EXPIRED');
  });
});

describe('child-welfare cases', () => {
  const open = (change: object = {}) =>
    opened.store.record(welfareCaseRegister, {
      payload: {
        purpose: 'CHILD_WELFARE',
        body: 'CHILD_GUIDANCE_CENTRE',
        caseNumber: '1',
        subject: child(12),
        categories: ['NAME'],
        whySpeciallyNecessary: 'x',
        whyConsentHard: 'y',
        bestInterestNote: 'z',
        suppressGuardianNotice: true,
        ...change,
      },
      recorder: desk,
      validTo: days(30),
    });

  test('the privacy manager or a deputy approves, and no other manager', async () => {
    const { key } = await open();
    const approve = (recorder: ReturnType<typeof as>) =>
      opened.store.approve(welfareCaseRegister, { key, recorder, reason: 'both conditions hold' });
    await expect(approve(headOfClub)).rejects.toThrow('NO_PRIVACY_MANAGER');
    await expect(approve(deputy)).resolves.toMatchObject({ payload: { approval: { by: 'jiro' } } });
  });

  test.each([
    ['special necessity', { whySpeciallyNecessary: '' }, 'whySpeciallyNecessary'],
    ['a reason why consent is hard', { whyConsentHard: '' }, 'whyConsentHard'],
    ['a note on the best interest', { bestInterestNote: '' }, 'bestInterestNote'],
    ['a body for it', { body: 'MIYAGI_POLICE' }, 'is no registered child-welfare body'],
  ])('a case without %s is refused', async (_, change, message) => {
    await expect(open(change)).rejects.toThrow(message);
  });
});

describe('approvals', () => {
  const ask = (change: object = {}, recorder = as('INTERNAL_AUDITOR', 'rin')) =>
    opened.store.record(approvalRequestRegister, {
      payload: {
        role: 'INTERNAL_AUDITOR',
        organisation: 'GAKKO',
        purpose: 'INTERNAL_AUDIT',
        categories: ['NAME'],
        subjects: [guardian(5)],
        why: 'sample',
        ...change,
      },
      recorder,
      validTo: days(7),
    });
  const approve = (key: string, recorder: ReturnType<typeof as>) =>
    opened.store.approve(approvalRequestRegister, { key, recorder, reason: 'yes' });

  test('the privacy manager approves what others ask, and the deputy what the manager asks', async () => {
    const { key } = await ask();
    await expect(approve(key, manager)).resolves.toMatchObject({ payload: { approval: { by: 'haruko' } } });
    const own = await ask({ role: 'PRIVACY_MANAGER', purpose: 'GOVERNANCE' }, manager);
    await expect(approve(own.key, manager)).rejects.toThrow('SELF_APPROVAL');
    await expect(approve(own.key, deputy)).resolves.toBeDefined();
  });

  test('without a privacy manager in office nobody approves', async () => {
    const { key } = await ask();
    await expect(approve(key, as('PRIVACY_MANAGER', 'former'))).rejects.toThrow('NO_PRIVACY_MANAGER');
  });

  test('a sample has one to twenty records', async () => {
    const subjects = Array.from({ length: 21 }, (_, index) => guardian(index + 1));
    await expect(ask({ subjects })).rejects.toThrow('must have at most 20');
    await expect(ask({ subjects: subjects.slice(1) })).resolves.toBeDefined();
    await expect(ask({ subjects: [] })).rejects.toThrow('names a sample');
  });
});
