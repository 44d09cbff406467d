import { reasonText } from '../../../src/policy/reasons/reasonText.js';
import { demoReferences } from '../../../src/embedded/data/demoReferences.js';
import { startGateway, type As, type Gateway } from '../../support/startGateway.js';

const { guardian, child } = demoReferences({ families: 40 });
/** Of another family. */
const STRANGER = 1;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => gateway.close());

async function ask(as: As, purpose: string, query: string, variables: object = {}) {
  const { body } = await gateway.ask({ as, purpose, query, variables: variables as Record<string, unknown> });
  return { data: body.data, error: body.errors?.[0]?.message ?? null };
}
const governing = (query: string, variables?: object) => ask('privacy-manager', 'GOVERNANCE', query, variables);

const RECORD_DEPARTMENT = `mutation ($input: DepartmentInput!, $reason: String) {
  recordDepartment(input: $input, reason: $reason) { key version recordedBy recordedRole reason record { code name dataSets } }
}`;
const department = { code: 'CAMP', name: 'Summer camp', organisation: 'GAKKO' };

test('the privacy manager records, reads, and ends an entry, and its history stays', async () => {
  const recorded = await governing(RECORD_DEPARTMENT, { input: department, reason: 'founded' });
  expect(recorded).toEqual({
    error: null,
    data: {
      recordDepartment: {
        key: 'CAMP',
        version: 1,
        recordedBy: 'demo:privacy-manager',
        recordedRole: 'PRIVACY_MANAGER',
        reason: 'founded',
        record: { code: 'CAMP', name: 'Summer camp', dataSets: [] },
      },
    },
  });
  const read = '{ registers { departments { key } } }';
  const keys = async () => {
    const { data } = await governing(read);
    return (data.registers.departments as { key: string }[]).map(({ key }) => key);
  };
  expect(await keys()).toContain('CAMP');
  const end = `mutation { endDepartment(key: "CAMP", reason: "closed") { version ended validTo reason } }`;
  expect((await governing(end)).data.endDepartment).toMatchObject({ version: 2, ended: true, reason: 'closed' });
  expect(await keys()).not.toContain('CAMP');
  const history = '{ registers { departmentHistory(key: "CAMP") { version ended supersededAt } } }';
  expect((await governing(history)).data.registers.departmentHistory).toMatchObject([
    { version: 1, ended: false },
    { version: 2, ended: true, supersededAt: null },
  ]);
  const latest = '{ registers { departments(current: false) { key ended } } }';
  expect((await governing(latest)).data.registers.departments).toContainEqual({ key: 'CAMP', ended: true });
});

test.each<[As, string]>([
  ['club-staff', 'CLUB_OPERATION'],
  ['coop-staff', 'CLUB_OPERATION'],
  ['guardian', 'DATA_SUBJECT_RIGHTS'],
  ['consultation-desk', 'DATA_SUBJECT_RIGHTS'],
  ['newcomer', 'ANONYMISED_DISCLOSURE'],
])('%s neither reads the registers nor records in the privacy manager’s', async (as, purpose) => {
  expect((await ask(as, purpose, '{ registers { contracts { key } } }')).error).toContain('requires role');
  expect((await ask(as, purpose, RECORD_DEPARTMENT, { input: department })).error).toContain('requires role');
});

test.each(['dept-manager', 'internal-auditor', 'privacy-manager'])('%s reads the registers', async (as) => {
  const purpose = as === 'internal-auditor' ? 'INTERNAL_AUDIT' : 'GOVERNANCE';
  const { data, error } = await ask(as, purpose, '{ registers { contracts { record { contractor } } } }');
  expect(error).toBeNull();
  expect(data.registers.contracts.length).toBeGreaterThan(3);
});

test('a list comes in pages, by key, whatever is recorded in between; a history by version', async () => {
  const record = (code: string, name = code) => governing(RECORD_DEPARTMENT, { input: { ...department, code, name } });
  for (const code of ['P3', 'P1', 'P5']) await record(code);
  const read = async (args: string): Promise<readonly string[]> => {
    const { data, error } = await governing(`{ registers { departments(${args}) { key } } }`);
    expect(error).toBeNull();
    return (data.registers.departments as { key: string }[]).map(({ key }) => key);
  };
  expect(await read('first: 2, after: "P0"')).toEqual(['P1', 'P3']);
  for (const code of ['P2', 'P4']) await record(code);
  expect(await read('first: 2, after: "P3"')).toEqual(['P4', 'P5']);
  expect(await read('first: 2, after: "P0", current: false')).toEqual(['P1', 'P2']);
  expect(await read('after: "zz"')).toEqual([]);
  const all = await read('first: 1000');
  const pages: string[] = [];
  for (let page = await read('first: 2'); page.length > 0; page = await read(`first: 2, after: "${page.at(-1)}"`)) {
    pages.push(...page);
  }
  expect(pages).toEqual(all);
  await record('P5', 'again');
  const history = '{ registers { departmentHistory(key: "P5", first: 1, after: 1) { version record { name } } } }';
  expect((await governing(history)).data.registers.departmentHistory).toEqual([
    { version: 2, record: { name: 'again' } },
  ]);
});

test.each(['departments(first: 0)', 'departments(first: 1001)', 'departmentHistory(key: "CAMP", first: -1)'])(
  'no page has the size of %s',
  async (field) => {
    const { data, error } = await governing(`{ registers { ${field} { key } } }`);
    expect(data?.registers ?? null).toBeNull();
    expect(error).toContain('(first:) takes 1 to 1000.');
  },
);

describe('registers that speak of single persons', () => {
  const CONFIDENTIAL = ['legalOrders', 'welfareCases', 'rightsCases', 'breakGlasses'];
  const query = `{ registers { ${CONFIDENTIAL.map((name) => `${name} { key recordedBy }`).join(' ')} departments { key } } }`;
  const counted = async (as: As, purpose = 'GOVERNANCE') => {
    const { data, error } = await ask(as, purpose, query);
    expect(error).toBeNull();
    return [...CONFIDENTIAL, 'departments'].map((name) => data.registers[name].length as number);
  };

  test('are read by the privacy manager and the auditor, and by a department’s manager as far as that department asked', async () => {
    const own = { ...gateway.identity('dept-manager'), subjectId: 'staff:suzuki' };
    await governing(`mutation { recordDepartmentMember(input: { person: "staff:suzuki", department: "DESK" }) { key }
      recordTraining(input: { person: "staff:suzuki", course: "c", courseVersion: "1", channel: REGULAR_TRAINING, score: 90,
        completedOn: "2026-11-20" }) { key } }`);
    const pledge = `mutation { recordRuleAcknowledgement(input: { ruleVersion: "2026-04", pledged: true }) { key } }`;
    expect((await ask(own, 'GOVERNANCE', pledge)).error).toBeNull();
    const order = `mutation { recordLegalOrder(validTo: "2026-12-20T00:00:00Z", input: { authority: "MIYAGI_POLICE", statute: "x",
      caseNumber: "1", subjects: ["${gateway.idOf('club-staff', 'Guardian', guardian)}"], fields: [NAME], binding: true,
      subjectNotice: true }) { key } }`;
    expect((await ask('club-staff', 'CLUB_OPERATION', order)).error).toBeNull();
    const found = `mutation { recordWelfareCase(validTo: "2026-12-20T00:00:00Z", input: { purpose: CHILD_WELFARE,
      body: "CHILD_GUIDANCE_CENTRE", caseNumber: "1", subject: "${gateway.idOf('consultation-desk', 'Child', STRANGER)}", others: [],
      categories: [NAME], whySpeciallyNecessary: "x", whyConsentHard: "x", bestInterestNote: "x",
      suppressGuardianNotice: true }) { key } }`;
    expect((await ask('consultation-desk', 'DATA_SUBJECT_RIGHTS', found)).error).toBeNull();
    const [orders, cases, , , departments] = await counted('privacy-manager');
    expect([orders, cases]).toEqual([1, 1]);
    expect(await counted('internal-auditor', 'INTERNAL_AUDIT')).toEqual(await counted('privacy-manager'));
    // The desk asked for the case, the Club's staff for the order.
    expect(await counted(own)).toEqual([0, 1, 0, 0, departments]);
    const { data } = await governing('{ registers { legalOrders { key } } }');
    const history = `{ registers { legalOrderHistory(key: "${data.registers.legalOrders[0].key}") { key } } }`;
    expect((await ask(own, 'GOVERNANCE', history)).data.registers.legalOrderHistory).toEqual([]);
  });
});

test('a manager of another organisation records nothing of the accountable party', async () => {
  const as = { subjectId: 'x', organisation: 'COOP', roles: ['PRIVACY_MANAGER'] } as const;
  const { error } = await ask(as, 'GOVERNANCE', RECORD_DEPARTMENT, { input: department });
  expect(error).toContain('NOT_ACCOUNTABLE_PARTY');
});

test('a rule that refuses is told by its code, its clauses and a sentence in the language of the reader, and nothing else of the error', async () => {
  const input = { office: 'DEPUTY', person: 'demo:privacy-manager', appointedOn: '2026-11-20' };
  const query = 'mutation ($input: AppointmentInput!) { recordAppointment(input: $input) { key } }';
  const told = async (language: string) => {
    const headers = { 'accept-language': language };
    const asked = { as: 'privacy-manager', purpose: 'GOVERNANCE', query, variables: { input }, headers };
    return (await gateway.ask(asked)).body.errors?.[0];
  };
  const english = await told('en');
  expect(english).toMatchObject({ message: expect.stringContaining('SELF_APPROVAL: ') as unknown });
  const rule = { code: 'REFUSED', reason: 'SELF_APPROVAL', clauses: ['A7-o'] };
  expect(english?.extensions).toEqual({ ...rule, message: reasonText('SELF_APPROVAL', 'en') });
  expect((await told('ja'))?.extensions).toEqual({ ...rule, message: reasonText('SELF_APPROVAL', 'ja') });
});

test('what keeps a caller out is told so too; a mistake in the input is no refusal', async () => {
  const headers = { 'accept-language': 'ja' };
  const as = { ...gateway.identity('privacy-manager'), amr: ['pwd'] };
  const query = 'mutation { endContract(key: "nobody", reason: "x") { key } }';
  const { body } = await gateway.ask({ as, purpose: 'GOVERNANCE', query, headers });
  const message = '二要素認証でサインインしてください。';
  expect(body.errors?.[0]?.extensions).toEqual({ code: 'REFUSED', reason: 'MFA_REQUIRED', clauses: ['A7-t'], message });
  const own = 'mutation { endDepartment(key: "x", reason: "x") { key } }';
  const { body: none } = await gateway.ask({ as: 'privacy-manager', purpose: 'GOVERNANCE', query: own, headers });
  expect(none.errors?.[0]?.extensions).toEqual({ code: 'BAD_INPUT' });
});

test('the caps of a contract are a typed list, there and back', async () => {
  const query = `mutation ($input: ContractInput!) {
    recordContract(input: $input, validTo: "2027-01-01T00:00:00+09:00") { validTo record { caps { category maxForm } assessment { result } } }
  }`;
  const input = {
    id: 'EN-2',
    type: 'ENTRUSTMENT',
    principal: 'GAKKO',
    contractor: 'MAIL_HOUSE',
    subjectMatter: 'x',
    scope: ['CLUB_OPERATION'],
    caps: [{ category: 'NAME', maxForm: 'RAW' }],
    clauses: ['CONFIDENTIALITY'],
    assessment: { assessedOn: '2026-04-01', result: 'PASSED', by: 'x' },
    status: 'ACTIVE',
  };
  expect((await governing(query, { input })).data.recordContract).toEqual({
    validTo: '2026-12-31T15:00:00.000Z',
    record: { caps: [{ category: 'NAME', maxForm: 'RAW' }], assessment: { result: 'PASSED' } },
  });
  const bare = await governing(query, { input: { ...input, assessment: null } });
  expect(bare.error).toContain('VENDOR_NOT_ASSESSED');
  const twice = { ...input, caps: [...input.caps, { category: 'NAME', maxForm: 'MASKED' }] };
  expect((await governing(query, { input: twice })).error).toContain('is capped twice');
});

describe('subjects are ids of the caller’s own', () => {
  const FLAG = `mutation ($subject: ID!) {
    recordSubjectFlag(input: { subject: $subject, flag: STOP_USE, why: "asked" }) { key record { subject flag } }
  }`;

  test('an id goes in and the same comes out, never a row key', async () => {
    const subject = gateway.idOf('consultation-desk', 'Guardian', STRANGER);
    const { data } = await ask('consultation-desk', 'DATA_SUBJECT_RIGHTS', FLAG, { subject });
    expect(data.recordSubjectFlag.record).toEqual({ subject, flag: 'STOP_USE' });
    expect(data.recordSubjectFlag.key).toMatch(/^[0-9a-f]{8}-/);
  });

  test.each([
    ['a row key', () => '1'],
    ['the id of another recipient', () => gateway.idOf('coop-staff', 'Guardian', STRANGER)],
    ['the id of a course', () => gateway.idOf('consultation-desk', 'Course', 1)],
  ])('%s is refused alike', async (_, id) => {
    const { error } = await ask('consultation-desk', 'DATA_SUBJECT_RIGHTS', FLAG, { subject: id() });
    expect(error).toBe('subject: must be the id of a data subject');
  });
});

describe('service requests', () => {
  const REQUEST = `mutation ($subject: ID!, $by: ID!) {
    recordServiceRequest(input: { subject: $subject, requestedBy: $by, partner: "PARTNER_BOOKS", service: "d", needSet: [NAME] }) {
      key record { subject requestedBy }
    }
  }`;
  const request = (as: As, subject: string, by: string) => ask(as, 'DATA_SUBJECT_RIGHTS', REQUEST, { subject, by });

  test('a guardian requests for her child, whatever the request says of who asks, and cancels it', async () => {
    const son = gateway.idOf('guardian', 'Child', child);
    const { data } = await request('guardian', son, gateway.idOf('guardian', 'Guardian', STRANGER));
    const { key, record } = data.recordServiceRequest;
    expect(record).toEqual({ subject: son, requestedBy: gateway.idOf('guardian', 'Guardian', guardian) });
    const end = `mutation { endServiceRequest(key: "${key}", reason: "no longer") { ended } }`;
    expect((await ask('guardian', 'DATA_SUBJECT_RIGHTS', end)).data.endServiceRequest).toEqual({ ended: true });
  });

  test('not for a child of others, and not cancelling what others requested', async () => {
    const other = gateway.idOf('guardian', 'Child', STRANGER);
    expect((await request('guardian', other, other)).error).toContain('NOT_OWN_DATA');
    const desk = 'consultation-desk';
    const { rows } = await gateway.data.club.query<{ parent: number }>(
      `select guardian_id parent from guardian_links where child_id = $1 and state = 'ACTIVE' and not harm_flag order by 1`,
      [STRANGER],
    );
    const of = (type: 'Child' | 'Guardian', key: number) => gateway.idOf(desk, type, key);
    const byDesk = (parent: number) => request(desk, of('Child', STRANGER), of('Guardian', parent));
    expect((await byDesk(guardian)).error).toContain('NOT_OWN_DATA');
    const { data } = await byDesk(rows[0]?.parent ?? 0);
    const end = `mutation { endServiceRequest(key: "${data.recordServiceRequest.key}", reason: "x") { ended } }`;
    expect((await ask('guardian', 'DATA_SUBJECT_RIGHTS', end)).error).toContain('NOT_OWN_DATA');
  });

  test('a child of twelve does not request for itself', async () => {
    const self = gateway.idOf('child', 'Child', child);
    expect((await request('child', self, self)).error).toContain('SERVICE_NOT_REQUESTED');
  });
});

test('a request for consent goes to the guardian of a child under 16', async () => {
  const query = `mutation ($subject: ID!, $addressee: ID!) {
    recordConsentRequest(input: { subject: $subject, addressee: $addressee, matter: "m", purpose: CONSENTED_DISCLOSURE,
      recipient: "PARTNER_BOOKS", categories: [NAME], textVersion: "1", outcome: SENT }) { record { sentOn competent } }
  }`;
  const subject = gateway.idOf('club-staff', 'Child', child);
  const toChild = await ask('club-staff', 'CONSENT_REQUEST', query, { subject, addressee: subject });
  expect(toChild.error).toContain('CONSENT_GIVER_NOT_COMPETENT');
  const addressee = gateway.idOf('club-staff', 'Guardian', guardian);
  const toGuardian = await ask('club-staff', 'CONSENT_REQUEST', query, { subject, addressee });
  expect(toGuardian.data.recordConsentRequest.record).toEqual({ sentOn: '2026-11-22', competent: 'COMPETENT' });
});

test('an emergency names the guardians by itself, and is reviewed by another', async () => {
  const query = `mutation ($subject: ID!) {
    recordBreakGlass(input: { danger: LIFE, whatHappens: "fire", whyConsentHard: "unconscious", subject: $subject }) {
      key validFrom validTo record { person guardians }
    }
  }`;
  const subject = gateway.idOf('emergency-responder', 'Child', child);
  const { data } = await ask('emergency-responder', 'VITAL_OR_PROPERTY_PROTECTION', query, { subject });
  const { key, validFrom, validTo, record } = data.recordBreakGlass;
  expect(Date.parse(validTo) - Date.parse(validFrom)).toBe(3_600_000);
  expect(record.person).toBe('demo:emergency-responder');
  expect(record.guardians).toContain(gateway.idOf('emergency-responder', 'Guardian', guardian));
  const review = `mutation { reviewBreakGlass(key: "${key}", note: "right", justified: true) { version record { review { by justified } } } }`;
  expect((await governing(review)).data.reviewBreakGlass).toEqual({
    version: 2,
    record: { review: { by: 'demo:privacy-manager', justified: true } },
  });
});

test('what one asks for another approves', async () => {
  const input = {
    role: 'INTERNAL_AUDITOR',
    organisation: 'GAKKO',
    purpose: 'INTERNAL_AUDIT',
    categories: ['NAME'],
    why: 'sample',
  };
  const query = `mutation ($input: ApprovalRequestInput!) {
    recordApprovalRequest(input: $input, validTo: "2026-11-30T00:00:00+09:00") { key record { requestedBy approval { by } } }
  }`;
  const subjects = [gateway.idOf('internal-auditor', 'Guardian', STRANGER)];
  const { data } = await ask('internal-auditor', 'INTERNAL_AUDIT', query, { input: { ...input, subjects } });
  expect(data.recordApprovalRequest.record).toEqual({ requestedBy: 'demo:internal-auditor', approval: null });
  const approve = `mutation { approveApprovalRequest(key: "${data.recordApprovalRequest.key}", note: "yes") { record { approval { by note } } } }`;
  expect((await governing(approve)).data.approveApprovalRequest.record.approval).toEqual({
    by: 'demo:privacy-manager',
    note: 'yes',
  });
});
