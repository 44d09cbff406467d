import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type Answer, type As, type Data, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const RIGHTS = 'DATA_SUBJECT_RIGHTS';
const CORRECTION = `{ id category state problem changes { item before after } toldTo { organisation acknowledgedAt } }`;
const ADDRESS = { postalCode: '980-0811', municipalityCode: '04101', street: '一番町1-2-3' };

const signedIn = (secondsAgo = 10) => Math.floor(gateway.clock.now.getTime() / 1_000) - secondsAgo;

function self(alias: string, role: 'SELF_GUARDIAN' | 'SELF_CHILD' | 'SELF_ADULT' = 'SELF_GUARDIAN') {
  const { kind, key } = world.person(alias);
  return {
    subjectId: alias,
    organisation: 'SELF',
    roles: [role],
    subject: { kind, reference: key },
    authTime: signedIn(),
  } as const;
}

async function correct(as: As, input: Data, about?: string): Promise<Answer> {
  const query = `mutation ($input: CorrectionInput!, $about: ID) { correctMine(input: $input, about: $about) ${CORRECTION} }`;
  return gateway.ask({ as, purpose: RIGHTS, query, variables: { input, about } });
}

async function codeOf(answer: Promise<Answer>): Promise<string> {
  const { body } = await answer;
  expect(body.data?.correctMine ?? null).toBeNull();
  return body.errors?.[0]?.message ?? 'no error';
}

async function guardianSeenBy(
  as: As,
  purpose: string,
  alias: string,
  fields = 'name phone email address',
): Promise<Data> {
  const query = `query ($id: ID!) { guardian(id: $id) { ${fields} } }`;
  const id = gateway.idOf(as, 'Guardian', world.person(alias).key);
  return (await gateway.ask({ as, purpose, query, variables: { id } })).body.data.guardian;
}

test("a guardian corrects the own telephone number, and the club staff's next request has the new one (A6-3c)", async () => {
  const before = world.person('ga').phone;
  expect((await guardianSeenBy('club-staff', 'CLUB_OPERATION', 'ga')).phone).toBe(before);
  const { body } = await correct(self('ga'), { phone: '022-123-4567', address: ADDRESS });
  expect(body.errors).toBeUndefined();
  expect(body.data.correctMine.map(({ category, state }: Data) => [category, state])).toEqual([
    ['ADDRESS', 'DONE'],
    ['PHONE', 'DONE'],
  ]);
  expect(body.data.correctMine[1].changes).toEqual([{ item: 'phone', before, after: '022-123-4567' }]);
  expect(await guardianSeenBy('club-staff', 'CLUB_OPERATION', 'ga')).toMatchObject({
    phone: '022-123-4567',
    address: '宮城県仙台市青葉区一番町1-2-3',
  });
});

test('before and after are kept for the person, and lie sealed in the database', async () => {
  await correct(self('go'), { email: 'neu.gehoert@example.jp' });
  const { rows } = await gateway.data.governance.query<{ text: string }>(
    `select corrections::text as text from corrections`,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { text } of rows) expect(text).not.toMatch(/gehoert|example\.jp|6e65752e/);
  const query = `{ me { corrections ${CORRECTION} } }`;
  const mine = await gateway.ask({ as: self('go'), purpose: RIGHTS, query });
  expect(mine.body.data.me.corrections[0].changes).toEqual([
    { item: 'email', before: world.person('go').email, after: 'neu.gehoert@example.jp' },
  ]);
  const others = await gateway.ask({ as: self('gc'), purpose: RIGHTS, query });
  expect(others.body.data.me.corrections).toEqual([]);
});

test('each correction is in the audit log, without a value', async () => {
  const { rows } = await gateway.data.governance.query<{ entry: string }>(
    `select entry from audit_entries where entry::jsonb ->> 'kind' = 'RIGHT'`,
  );
  expect(rows.length).toBeGreaterThan(1);
  for (const { entry } of rows) expect(entry).not.toMatch(/example\.jp|022-123/);
});

describe('contact data take a fresh sign-in', () => {
  test.each([
    ['none in the token', undefined],
    ['six minutes ago', 360],
    ['in two minutes', -120],
  ])('%s', async (_, ago) => {
    const { authTime: _known, ...claims } = self('ga');
    const as = ago === undefined ? claims : { ...claims, authTime: signedIn(ago) };
    for (const input of [{ phone: '022-111-2222' }, { email: 'x@example.jp' }, { address: ADDRESS }]) {
      expect(await codeOf(correct(as, input))).toContain('SIGN_IN_AGAIN');
    }
  });

  test('other items do not', async () => {
    const { authTime: _, ...claims } = self('gn');
    const name = { familyName: '新井', givenName: '花子', familyKana: 'アライ', givenKana: 'ハナコ' };
    expect((await correct(claims, { name })).body.errors).toBeUndefined();
    expect((await guardianSeenBy('club-staff', 'CLUB_OPERATION', 'gn')).name).toBe('新井 花子');
  });
});

test('values that do not fit their category are refused, and the message does not repeat them', async () => {
  const wrong = [
    { email: 'no-address' },
    { phone: '12345' },
    { phone: "022-123-4567'; drop table guardians" },
    { address: { ...ADDRESS, postalCode: '9800811' } },
    { address: { ...ADDRESS, municipalityName: '石巻市' } },
    { name: { familyName: '新井', givenName: '花子', familyKana: 'あらい', givenKana: 'ハナコ' } },
    {},
  ];
  for (const input of wrong) {
    const message = await codeOf(correct(self('gc'), input));
    expect(message).not.toMatch(/no-address|12345|drop table|9800811|あらい/);
    expect(message).not.toBe('no error');
  }
});

test("a guardian corrects the child's data while the link is active, and no other child's (A6-2)", async () => {
  const idOf = (alias: string) => gateway.idOf(self('ga'), 'Child', world.person(alias).key);
  const { body } = await correct(self('ga'), { phone: '022-999-0000' }, idOf('ca'));
  expect(body.data.correctMine[0].state).toBe('DONE');
  // Ended link, harm flag, no link, grown up, and an id that is none.
  for (const about of [idOf('co'), idOf('cc'), idOf('cn'), idOf('cu'), 'AAAAAAAAAAAAAAAAAAAAAA']) {
    expect(await codeOf(correct(self('ga'), { phone: '022-999-1111' }, about))).toContain('NOT_OWN_DATA');
  }
});

test('what is shown masked is not corrected on the page; a day of birth never is', async () => {
  expect(await codeOf(correct(self('ca', 'SELF_CHILD'), { phone: '022-999-2222' }))).toContain('AT_THE_DESK');
  expect(await codeOf(correct(self('ga'), { birthDate: '1970-01-01' }))).toContain('AT_THE_DESK');
  expect((await correct(self('ct', 'SELF_CHILD'), { phone: '022-999-3333' })).body.errors).toBeUndefined();
});

test('what a guardian corrected of a child below 16 shows the child no more than the item itself, on the page or in the copy (D03)', async () => {
  const child = gateway.idOf(self('ga'), 'Child', world.person('ca').key);
  const said = await correct(self('ga'), { phone: '022-555-0001', address: ADDRESS }, child);
  expect(said.body.data.correctMine[1].changes[0].after).toBe('022-555-0001');
  const as = self('ca', 'SELF_CHILD');
  const { text, body } = await gateway.ask({ as, purpose: RIGHTS, query: `{ me { corrections ${CORRECTION} } }` });
  expect(body.data.me.corrections).toEqual(
    expect.arrayContaining([expect.objectContaining({ category: 'PHONE', state: 'DONE', changes: null })]),
  );
  const copy = await gateway.ask({ as, purpose: RIGHTS, query: 'mutation { exportMine { document } }' });
  for (const answer of [text, copy.text]) expect(answer).not.toMatch(/022-555-0001|一番町1-2-3|090-1234/);
});

test('a member corrects the co-op; an employee and a person at a supplier their own record', async () => {
  for (const [name, field] of [
    ['member', 'member'],
    ['employee', 'employee'],
    ['supplier', 'supplierContact'],
  ] as const) {
    const as = { ...gateway.identity(name), authTime: signedIn() };
    expect((await correct(as, { email: 'own.word@example.jp' })).body.errors).toBeUndefined();
    const { body } = await gateway.ask({ as: name, purpose: RIGHTS, query: `{ me { ${field} { email } } }` });
    expect(body.data.me[field].email).toBe('own.word@example.jp');
    if (name !== 'member') expect(await codeOf(correct(as, { sex: 'OTHER' }))).toContain('SEX');
  }
});

test('joint users are told that something changed, never what; each acknowledges for itself', async () => {
  const { body } = await correct(self('gc'), { email: 'told.once@example.jp' });
  const [{ id, toldTo }] = body.data.correctMine;
  expect(toldTo.map(({ organisation }: Data) => organisation)).toEqual(expect.arrayContaining(['COOP', 'SENDAI_HOSO']));
  const open = await gateway.ask({
    as: 'operator-staff',
    purpose: 'CLUB_OPERATION',
    query: '{ changeNotices { id about what categories } }',
  });
  expect(open.text).not.toContain('told.once');
  const mine = open.body.data.changeNotices.find((notice: Data) => notice.id === id);
  expect(mine).toMatchObject({ what: 'CORRECTION', categories: ['EMAIL'] });
  expect(mine.about).toBe(gateway.idOf('operator-staff', 'Guardian', world.person('gc').key));
  const query = 'mutation ($id: ID!) { acknowledgeChange(id: $id) { acknowledgedAt } }';
  const acknowledge = async (as: As) => gateway.ask({ as, purpose: 'CLUB_OPERATION', query, variables: { id } });
  const first = await acknowledge('operator-staff');
  expect(first.body.data.acknowledgeChange.acknowledgedAt).not.toBeNull();
  expect(await acknowledgements(id)).toEqual([{ organisation: 'SENDAI_HOSO', people: 1 }]);
  // Once is enough, and is on record once.
  expect((await acknowledge('operator-staff')).body.data).toEqual(first.body.data);
  expect(await acknowledgements(id)).toHaveLength(1);
  expect((await acknowledge('club-staff')).body.errors?.[0]?.extensions.code).toBe('REFUSED');
  const seen = await gateway.ask({ as: self('gc'), purpose: RIGHTS, query: `{ me { corrections ${CORRECTION} } }` });
  const told = Object.fromEntries(
    seen.body.data.me.corrections[0].toldTo.map((each: Data) => [each.organisation, each.acknowledgedAt !== null]),
  );
  expect(told).toMatchObject({ SENDAI_HOSO: true, COOP: false });
});

test('a query of a statement is a correction of nothing: saying what stands there already writes nothing', async () => {
  const { email } = await guardianSeenBy(self('gc'), RIGHTS, 'gc', 'email');
  const { body } = await correct(self('gc'), { email });
  expect(body).toMatchObject({ data: { correctMine: [] } });
});

async function acknowledgements(work: string): Promise<Data[]> {
  const { rows } = await gateway.data.governance.query<Data>(
    `select entry::jsonb #>> '{caller,organisation}' as organisation, jsonb_array_length(entry::jsonb -> 'about') as people from audit_entries
      where entry::jsonb #>> '{facts,what}' = 'CHANGE_ACKNOWLEDGED' and entry::jsonb #>> '{facts,work}' = $1`,
    [work],
  );
  return rows;
}
