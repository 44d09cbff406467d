import { demoOrganisations } from '../../../src/embedded/data/demoOrganisations.js';
import { consentRequestRegister } from '../../../src/registry/registers/consentRequest.js';
import { deceasedRegister } from '../../../src/registry/registers/deceased.js';
import { organisationRegister } from '../../../src/registry/registers/organisation.js';
import { answerRight } from '../../../src/registry/registers/answerRights.js';
import { rightsCaseRegister } from '../../../src/registry/registers/rightsCase.js';
import { serviceRequestRegister } from '../../../src/registry/registers/serviceRequest.js';
import { subjectFlagRegister } from '../../../src/registry/registers/subjectFlag.js';
import { as, clubStaff, desk, manager, openStore } from '../openStore.js';

const START = new Date('2026-11-20T10:00:00+09:00');
let opened: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  opened = await openStore();
  for (const payload of demoOrganisations(opened.policy)) {
    await opened.store.record(organisationRegister, { payload, recorder: manager });
  }
});
afterAll(async () => opened.close());
beforeEach(() => {
  opened.clock.now = START;
});

const days = (count: number) => new Date(opened.clock.now.getTime() + count * 86_400_000);
const child = (reference: number) => ({ kind: 'CHILD_PARTICIPANT', reference }) as const;
const guardian = (reference: number) => ({ kind: 'GUARDIAN', reference }) as const;

describe('requests for consent', () => {
  const ask = (reference: number, change: object = {}, key: string | null = null) =>
    opened.store.record(consentRequestRegister, {
      key,
      payload: {
        subject: child(reference),
        addressee: guardian(9),
        matter: 'partner-books',
        purpose: 'CONSENTED_DISCLOSURE',
        recipient: 'PARTNER_BOOKS',
        categories: ['NAME'],
        textVersion: '1',
        outcome: 'SENT',
        ...change,
      },
      recorder: clubStaff,
    });
  const move = (count: number) => void (opened.clock.now = days(count));

  test('one matter is asked once in thirty days and reminded of twice', async () => {
    await ask(1);
    move(29);
    await expect(ask(1)).rejects.toThrow('CONSENT_REQUEST_LIMIT');
    await expect(ask(2)).resolves.toBeDefined();
    await expect(ask(1, { matter: 'photos' })).resolves.toBeDefined();
    move(2);
    await ask(1);
    move(31);
    await ask(1);
    move(31);
    await expect(ask(1)).rejects.toThrow('reminded 2 times already');
  });

  test('a refused matter rests for 180 days', async () => {
    const { key } = await ask(3);
    move(1);
    await ask(3, { outcome: 'REFUSED' }, key);
    move(100);
    await expect(ask(3)).rejects.toThrow('refused within the last 180 days');
    move(81);
    await expect(ask(3)).resolves.toBeDefined();
  });

  test('the other guardian is asked by themselves, and a refusal of one is the end for both', async () => {
    const { key } = await ask(5);
    await expect(ask(5, { addressee: guardian(10) })).resolves.toBeDefined();
    move(1);
    await ask(5, { outcome: 'REFUSED' }, key);
    move(40);
    await expect(ask(5, { addressee: guardian(10) })).rejects.toThrow('refused within the last 180 days');
  });

  test.each([
    [11, 'sent again', [{ outcome: 'SENT' }], 'another request is another entry'],
    [12, 'answered twice', [{ outcome: 'REFUSED' }, { outcome: 'GIVEN' }], 'after REFUSED another request'],
    [13, 'sent again once it is refused', [{ outcome: 'REFUSED' }, { outcome: 'SENT' }], 'after REFUSED another'],
    [14, 'another matter', [{ outcome: 'REFUSED', matter: 'photos' }], 'what was asked stands'],
    [15, 'about more', [{ outcome: 'GIVEN', categories: ['NAME', 'EMAIL'] }], 'what was asked stands'],
    [16, 'to another', [{ outcome: 'GIVEN', addressee: guardian(10) }], 'what was asked stands'],
  ])('about child %i the next version of a request is not %s', async (about, _, changes, message) => {
    const { key } = await ask(about);
    for (const change of changes.slice(0, -1)) await ask(about, change, key);
    await expect(ask(about, changes.at(-1), key)).rejects.toThrow(message);
  });

  test('what is put off is answered later, and a request does not begin with its outcome', async () => {
    const { key } = await ask(7);
    await ask(7, { outcome: 'DEFERRED' }, key);
    await expect(ask(7, { outcome: 'GIVEN' }, key)).resolves.toMatchObject({ version: 3 });
    await expect(ask(8, { outcome: 'GIVEN' })).rejects.toThrow('a request is sent first');
  });

  test.each([
    ['a child whose yes would not count', { addressee: child(4), competent: 'NOT_COMPETENT' }],
    ['another child', { addressee: child(44), competent: 'COMPETENT' }],
  ])('%s is not asked', async (_, change) => {
    await expect(ask(4, change)).rejects.toThrow('CONSENT_GIVER_NOT_COMPETENT');
  });
});

describe('service requests', () => {
  const mother = as('SELF_GUARDIAN', 'g', 'SELF');
  const request = (change: object = {}) =>
    opened.store.record(serviceRequestRegister, {
      payload: {
        subject: child(12),
        requestedBy: guardian(5),
        partner: 'PARTNER_BOOKS',
        service: 'delivery',
        needSet: ['NAME', 'EMAIL'],
        ...change,
      },
      recorder: mother,
    });

  test('a guardian requests for a child, and what is cancelled counts no more', async () => {
    const { key } = await request();
    expect(await opened.store.current(serviceRequestRegister, { subject: child(12) })).toHaveLength(1);
    await opened.store.end(serviceRequestRegister, { key, recorder: mother, reason: 'cancelled' });
    expect(await opened.store.current(serviceRequestRegister, { subject: child(12) })).toEqual([]);
  });
  test('the entry of another person is not taken away by whoever knows its key', async () => {
    const { key } = await request();
    const payload = { subject: child(99), requestedBy: guardian(98), partner: 'PARTNER_BOOKS', service: 'x' };
    const said = { ...payload, needSet: ['NAME'] } as const;
    const attempt = opened.store.record(serviceRequestRegister, { key, payload: said, recorder: mother });
    await expect(attempt).rejects.toThrow('key: there is no such entry');
    expect(await opened.store.history(serviceRequestRegister, key)).toHaveLength(1);
  });

  test('a child requests for itself from 16 on', async () => {
    await expect(request({ requestedBy: child(12), requesterAge: 15 })).rejects.toThrow('SERVICE_NOT_REQUESTED');
    await expect(request({ requestedBy: child(12), requesterAge: null })).rejects.toThrow('SERVICE_NOT_REQUESTED');
    await expect(request({ requestedBy: child(12), requesterAge: 16 })).resolves.toBeDefined();
  });

  test.each([
    ['of a child for another', { requestedBy: child(13), requesterAge: 17 }, 'must be the person or a guardian'],
    ['of a guardian for another', { subject: guardian(6) }, 'must be the person or a guardian'],
    ['for purchases', { needSet: ['PURCHASE_HISTORY'] }, 'ORIGIN_NOT_COVERED'],
    ['for nothing', { needSet: [] }, 'must have at least 1'],
    ['to an advertiser', { partner: 'AD_AGENCY' }, 'is no registered partner'],
  ])('one %s is refused', async (_, change, message) => {
    await expect(request(change)).rejects.toThrow(message);
  });
});

describe('rights cases', () => {
  const open = (change: object = {}) =>
    opened.store.record(rightsCaseRegister, {
      payload: { subject: guardian(5), requestedBy: guardian(5), right: 'ACCESS', receivedOn: '2026-11-19', ...change },
      recorder: desk,
    });

  test('a case without verification is open and not verified, with its day of answer', async () => {
    expect((await open()).payload).toMatchObject({ verifiedAt: null, dueOn: '2026-12-03' });
  });

  test('a verified one says when', async () => {
    const verification = { method: 'CALL_BACK', document: 'phone' };
    expect((await open({ verification })).payload.verifiedAt).toBe(START.toISOString());
  });

  test('it ends with its answer, and without one it stays open', async () => {
    const { key } = await open({ verification: { method: 'CALL_BACK', document: 'phone' } });
    const end = opened.store.end(rightsCaseRegister, { key, recorder: desk, reason: 'answered' });
    await expect(end).rejects.toThrow('NOT_ANSWERED');
    const answer = {
      key,
      recorder: desk,
      explanation: 'sent',
      decision: 'REFUSED',
      refusal: null,
      proof: null,
    } as const;
    await expect(answerRight(opened.store, answer)).rejects.toThrow('APPI 33(2)');
    const granted = answerRight(opened.store, { ...answer, decision: 'GRANTED' });
    await expect(granted).resolves.toMatchObject({ ended: true, payload: { outcome: { decision: 'GRANTED' } } });
  });

  test('the desk takes no request back without the word of who asked (A6-5)', async () => {
    const { key } = await open();
    const taken = { key, recorder: desk, explanation: 'by letter', decision: 'WITHDRAWN', refusal: null } as const;
    await expect(answerRight(opened.store, { ...taken, proof: null })).rejects.toThrow('NOT_WITHDRAWN');
    const granted = { ...taken, decision: 'GRANTED', proof: 'L-1' } as const;
    await expect(answerRight(opened.store, granted)).rejects.toThrow('is of a withdrawal');
    const ended = await answerRight(opened.store, { ...taken, proof: 'L-1' });
    expect(ended).toMatchObject({
      ended: true,
      version: 2,
      payload: { outcome: { decision: 'WITHDRAWN', proof: 'L-1' } },
    });
  });

  test('who is not known is not answered', async () => {
    const { key } = await open();
    const answer = {
      key,
      recorder: desk,
      explanation: 'sent',
      decision: 'GRANTED',
      refusal: null,
      proof: null,
    } as const;
    await expect(answerRight(opened.store, answer)).rejects.toThrow('NOT_VERIFIED');
  });

  test('one cannot have arrived tomorrow', async () => {
    await expect(open({ receivedOn: '2026-11-21' })).rejects.toThrow('has not come yet');
  });
});

describe('flags of subjects', () => {
  const flag = (reference: number, name: string, recorder = desk) =>
    opened.store.record(subjectFlagRegister, {
      payload: { subject: guardian(reference), flag: name as 'ERASED', why: 'asked' },
      recorder,
    });
  const end = (key: string, recorder = desk) =>
    opened.store.end(subjectFlagRegister, { key, recorder, reason: 'taken back' });

  test('a flag stands until it is ended, and is set once', async () => {
    const { key } = await flag(1, 'STOP_USE');
    await expect(flag(1, 'STOP_USE')).rejects.toThrow('is in force already');
    await flag(1, 'STOP_PROVISION');
    await expect(end(key)).rejects.toThrow('lifted by the privacy manager');
    await end(key, manager);
    const found = await opened.store.current(subjectFlagRegister, { subject: guardian(1) });
    expect(found.map(({ payload }) => payload.flag)).toEqual(['STOP_PROVISION']);
  });

  test('nothing is erased under a legal hold, and what is erased does not come back', async () => {
    const { key } = await flag(2, 'LEGAL_HOLD', manager);
    await expect(flag(2, 'ERASED')).rejects.toThrow('LEGAL_HOLD');
    await expect(flag(2, 'STOP_USE')).resolves.toBeDefined();
    await end(key, manager);
    const erased = await flag(2, 'ERASED');
    await expect(end(erased.key)).rejects.toThrow('does not come back');
  });

  test('a hold and a suppressed notice are the privacy manager’s', async () => {
    await expect(flag(3, 'LEGAL_HOLD')).rejects.toThrow('NOT_YOUR_FLAG');
    const { key } = await flag(3, 'GUARDIAN_NOTICE_SUPPRESSED', manager);
    await expect(end(key)).rejects.toThrow('NOT_YOUR_FLAG');
  });

  test('two desks at once set one flag', async () => {
    const outcomes = await Promise.allSettled([flag(4, 'STOP_USE'), flag(4, 'STOP_USE')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a death is recorded on or after its day', async () => {
    const record = (deceasedOn: string) =>
      opened.store.record(deceasedRegister, {
        payload: { subject: guardian(8), deceasedOn, evidence: 'letter of the family' },
        recorder: desk,
      });
    await expect(record('2026-11-21')).rejects.toThrow('has not come yet');
    await expect(record('2026-11-20')).resolves.toBeDefined();
  });
});
