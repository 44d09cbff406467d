import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDemoConsents } from '../../../src/embedded/data/loadDemoConsents.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { startGateway, type As, type Data, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  await loadDemoConsents(gateway.data.governance, { families: 40, members: 120, today: '2026-11-22' });
});
afterAll(async () => gateway.close());

const RIGHTS = 'DATA_SUBJECT_RIGHTS';

async function ask(as: As, query: string, language = 'en'): Promise<Data> {
  const { body } = await gateway.ask({ as, purpose: RIGHTS, query, headers: { 'accept-language': language } });
  return body;
}

const CONSENTS =
  '{ me { consents { id subjectKind recipient purpose categories on counts meaning state textVersion } } }';

async function partnerSeesGuardian(): Promise<boolean> {
  const { reference = 0 } = gateway.identity('guardian').subject ?? {};
  const query = 'query ($id: ID!) { guardian(id: $id) { name } }';
  const variables = { id: gateway.idOf('partner-analyst', 'Guardian', reference) };
  const { body } = await gateway.ask({ as: 'partner-analyst', purpose: 'CONSENTED_DISCLOSURE', query, variables });
  return body.data.guardian !== null;
}

test('each consent says in words what it means, in English and in Japanese', async () => {
  const english = (await ask('guardian', CONSENTS)).data.me.consents;
  const given = english.find(({ recipient, on }: Data) => recipient === 'PARTNER_BOOKS' && on);
  expect(given.meaning).toMatch(/ may receive .*name.* for providing the data to somebody else with your consent/);
  expect(given.meaning).toContain(given.textVersion);
  const japanese = (await ask('guardian', CONSENTS, 'ja')).data.me.consents;
  expect(japanese.find(({ id }: Data) => id === given.id).meaning).toMatch(/氏名.*同意しています/);
});

test("the switch works at once: off, the partner's next request finds nothing; on, it does again (A6-3e)", async () => {
  expect(await partnerSeesGuardian()).toBe(true);
  const all = (await ask('guardian', CONSENTS)).data.me.consents;
  const { id } = all.find(
    ({ purpose, on, subjectKind }: Data) => purpose === 'CONSENTED_DISCLOSURE' && subjectKind === 'GUARDIAN' && on,
  );
  const turn = async (consent: string, on: boolean, as: As = 'guardian') =>
    ask(as, `mutation { switchConsent(consentId: "${consent}", on: ${on}) { id on state } }`);
  expect((await turn(id, false, 'adult')).errors[0].extensions.code).toBe('REFUSED');
  expect((await turn(id, false)).data.switchConsent).toMatchObject({ on: false, state: 'WITHDRAWN' });
  expect(await partnerSeesGuardian()).toBe(false);
  expect((await turn(id, false)).errors[0].extensions.code).toBe('BAD_INPUT');
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 60_000);
  const again = (await turn(id, true)).data.switchConsent;
  expect(again).toMatchObject({ on: true, state: 'GIVEN' });
  expect(await partnerSeesGuardian()).toBe(true);
  expect((await turn(again.id, true)).errors[0].extensions.code).toBe('BAD_INPUT');
});

const GRANT = `mutation ($until: LocalDate, $child: ID) { grantConsent(input: { childId: $child, purpose: REQUESTED_SERVICE, recipient: "PARTNER_BOOKS",
  categories: [EMAIL], textVersion: "2026-04", validUntil: $until }) { id on counts meaning validUntil } }`;
const give = async (as: As, variables: Data): Promise<Data> => {
  const headers = { 'accept-language': 'en' };
  return (await gateway.ask({ as, purpose: RIGHTS, query: GRANT, variables, headers })).body.data.grantConsent;
};

test('the switch keeps the day until which a yes was given, and after it nothing is on (A4-3)', async () => {
  const turn = async (id: string, on: boolean) =>
    ask('guardian', `mutation { switchConsent(consentId: "${id}", on: ${on}) { id on validUntil meaning } }`);
  const { id } = await give('guardian', { until: '2026-12-31' });
  await turn(id, false);
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 60_000);
  const again = (await turn(id, true)).data.switchConsent;
  expect(again).toMatchObject({ on: true, validUntil: '2026-12-31' });
  const began = gateway.clock.now;
  gateway.clock.now = new Date('2027-01-01T00:00:00+09:00');
  const shown = (await ask('guardian', CONSENTS)).data.me.consents.find((each: Data) => each.id === again.id);
  expect(shown).toMatchObject({ on: false, counts: false, state: 'GIVEN' });
  expect(shown.meaning).toContain('It ended on 2026-12-31.');
  expect((await turn(again.id, true)).errors[0].message).toContain('EXPIRED');
  gateway.clock.now = began;
});

test("a yes that does not count says so: a child's below 16, and one beside the no of another", async () => {
  const own = await give('child', {});
  expect(own).toMatchObject({ on: true, counts: false });
  expect(own.meaning).toContain('It does not count now');
  expect((await give('guardian', {})).counts).toBe(true);
});

test('an inquiry is answered with purposes, sources and recipients, for each kind of subject (A6-3a)', async () => {
  const query = `{ me { inquiry { policyVersion purposes { purpose words clauses } sources { source words }
    recipients { organisation name purposes categories } contact { phone } } } }`;
  const { inquiry } = (await ask('guardian', query)).data.me;
  expect(inquiry.purposes.map(({ purpose }: Data) => purpose)).toEqual(
    expect.arrayContaining(['CLUB_OPERATION', 'BENEFICIAL_INFORMATION', 'MATERIAL_CHANGE_NOTICE', 'CONSENT_REQUEST']),
  );
  expect(inquiry.recipients.map(({ organisation }: Data) => organisation)).toEqual(
    expect.arrayContaining(['COOP', 'SENDAI_HOSO', 'KODOMO_TECH', 'PARTNER_BOOKS']),
  );
  for (const as of ['child', 'adult', 'member', 'employee', 'supplier']) {
    expect([as, (await ask(as, query)).data.me.inquiry.sources.length > 0]).toEqual([as, true]);
  }
  // Nobody has a purpose for an employee's data but rights, law, emergencies, audit and management (A1-1).
  const employee = (await ask('employee', query)).data.me.inquiry;
  expect(employee.purposes.map(({ purpose }: Data) => purpose)).not.toContain('CLUB_OPERATION');
  expect((await ask('club-staff', query)).errors[0].extensions.code).toBe('REFUSED');
});

test('the contact of the desk is that of the published text (A6-8, A6-9, A6-10)', async () => {
  const text = readFileSync(join(projectRoot, 'policy', 'privacy-policy.ja.txt'), 'utf8');
  const { body } = await gateway.ask({ as: 'newcomer', query: '{ privacyContact { desk phone hours } }' });
  const { desk, phone, hours } = body.data.privacyContact;
  expect(text).toContain(`〈連絡先〉${desk}`);
  expect(text).toContain(`〈電 話〉${phone}`);
  expect(text).toContain(`〈問合せ時間〉${hours}`);
});
