import { arrangeCanaries, type Canaries } from './arrangeCanaries.js';
import { findCanaries } from './findCanaries.js';
import { startGateway, type Answer, type Gateway } from '../support/startGateway.js';

/** A preview shows how an answer would look, and nobody in it. */

let gateway: Gateway;
let canaries: Canaries;
beforeAll(async () => {
  gateway = await startGateway();
  canaries = await arrangeCanaries(gateway);
});
afterAll(async () => gateway.close());

const FIELDS =
  'id name kana memberCode sex birthDate birthYear ageBand postalCode address phone email registeredOn municipality { code name }';
const QUERY = `{ guardians(first: 40) { nodes { ${FIELDS} member { purchases(first: 5) { month product productCategory amount amountClass } }
  children { ${FIELDS} } } } }`;

const preview = (played: string, query = QUERY, changes: object = {}): Promise<Answer> =>
  gateway.ask({
    as: 'privacy-manager',
    purpose: 'GOVERNANCE',
    query,
    headers: { 'noren-preview': played },
    ...changes,
  });
const CLUB = 'as=CLUB_STAFF; purpose=CLUB_OPERATION';

test('the manager sees the shape of an answer, and each form by its name', async () => {
  const { status, body } = await preview(CLUB);
  expect([status, body.errors]).toEqual([200, undefined]);
  const [first, second] = body.data.guardians.nodes;
  expect(first.name).toMatch(/^RAW P-[A-Z2-7]{16}$/);
  expect(first.phone).toMatch(/^MASKED P-/);
  expect(first.phone.slice(7)).toBe(first.name.slice(4));
  expect(second.name).not.toBe(first.name);
  expect([first.birthDate, first.sex]).toEqual(['1900-01-01', null]);
  expect(body.extensions?.governance).toMatchObject({
    purpose: 'CLUB_OPERATION',
    preview: { role: 'CLUB_STAFF', organisation: 'GAKKO', on: null },
  });
  const decisions = body.extensions?.governance.decisions ?? [];
  expect(decisions.find(({ coordinate }) => coordinate === 'Guardian.phone')).toMatchObject({
    form: 'MASKED',
    rule: 'C01',
  });
});

test.each([
  CLUB,
  'as=OPERATOR_STAFF; purpose=CLUB_OPERATION',
  'as=COOP_STAFF; purpose=BENEFICIAL_INFORMATION',
  'as=SUBCONTRACTOR_STAFF; purpose=CLUB_OPERATION; organisation=KODOMO_TECH',
  'as=MARKETING_TOOL; purpose=BENEFICIAL_INFORMATION; organisation=COOP',
  'as=CONSULTATION_DESK; purpose=DATA_SUBJECT_RIGHTS',
  'as=INTERNAL_AUDITOR; purpose=INTERNAL_AUDIT',
  'as=SELF_GUARDIAN; purpose=DATA_SUBJECT_RIGHTS',
  'as=CLUB_STAFF; purpose=CONSENT_REQUEST; on=2028-07-20',
])('of %s no token of anybody leaves', async (played) => {
  const { everything, body } = await preview(played);
  expect(body.errors).toBeUndefined();
  expect([...findCanaries(everything, canaries)]).toEqual([]);
});

test('the same query without a preview does show tokens, so that silence is not for want of data', async () => {
  const { everything } = await gateway.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query: QUERY });
  expect([...findCanaries(everything, canaries)].length).toBeGreaterThan(10);
});

test('nobody can look for a value: no filter or order by a personal item is taken', async () => {
  const { rows } = await gateway.data.club.query('select phone from guardians where phone is not null limit 1');
  for (const input of [`where: { phone: "${rows[0].phone}" }`, 'where: { sex: FEMALE }', 'orderBy: [KANA]']) {
    const { body } = await preview(CLUB, `{ guardians(first: 5, ${input}) { nodes { name } } }`);
    expect(body.data.guardians).toBeNull();
    expect(body.extensions?.governance.decisions[0]).toMatchObject({ reason: 'INPUT_NOT_ALLOWED' });
  }
});

test('ids, pseudonyms and cursors of a preview are nobody else’s', async () => {
  const query = '{ guardians(first: 3) { nodes { id } pageInfo { endCursor } } }';
  const { body } = await preview(CLUB, query);
  const real = await gateway.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query });
  const ids = (answer: Answer): readonly string[] =>
    answer.body.data.guardians.nodes.map(({ id }: { id: string }) => id);
  expect(ids({ ...real, body }).filter((id) => ids(real).includes(id))).toEqual([]);
  const stolen = `{ guardians(first: 3, after: "${real.body.data.guardians.pageInfo.endCursor}") { nodes { id } } }`;
  expect((await preview(CLUB, stolen)).body.errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
  const asked = {
    as: 'club-staff',
    purpose: 'CLUB_OPERATION',
    query: 'query ($id: ID!) { guardian(id: $id) { name } }',
  };
  const other = await gateway.ask({ ...asked, variables: { id: ids({ ...real, body })[0] } });
  expect(other.body.data.guardian).toBeNull();
});

test('it is for the privacy manager alone, for the management of protection, and only in good order', async () => {
  for (const [as, purpose] of [
    ['club-staff', 'CLUB_OPERATION'],
    ['dept-manager', 'GOVERNANCE'],
    ['internal-auditor', 'INTERNAL_AUDIT'],
    ['partner-analyst', 'ANONYMISED_DISCLOSURE'],
  ]) {
    const { status, body } = await preview(CLUB, QUERY, { as, purpose });
    expect([status, body.errors?.[0]?.extensions.code, body.data]).toEqual([403, 'REFUSED', undefined]);
  }
  gateway.clock.now = new Date('2028-11-22T01:00:00Z');
  expect((await preview(CLUB)).status).toBe(403);
  gateway.clock.now = new Date('2026-11-22T01:00:00Z');
});

test.each([
  'as=CLUB_STAFF',
  'purpose=CLUB_OPERATION',
  'as=CLUB_STAFF; as=OPERATOR_STAFF; purpose=CLUB_OPERATION',
  'as=club_staff; purpose=CLUB_OPERATION',
  'as=CLUB_STAFF; purpose=AGGREGATE_ANALYSIS',
  'as=CLUB_STAFF; purpose=CLUB_OPERATION; organisation=NOWHERE',
  'as=CLUB_STAFF; purpose=CLUB_OPERATION; on=2026-02-30',
  'as=CLUB_STAFF; purpose=CLUB_OPERATION; on=2020-01-01',
  'as=CLUB_STAFF; purpose=CLUB_OPERATION; version=1999',
  'as=CLUB_STAFF; purpose=CLUB_OPERATION; subject=1',
])('%s is no preview', async (played) => {
  expect((await preview(played)).body.errors?.[0]?.extensions.code).toBe('BAD_INPUT');
});

test('what needs a role is not for play, changes least of all', async () => {
  const mutations = Object.entries(gateway.environment.labels.fields['Mutation'] ?? {});
  expect(mutations.length).toBeGreaterThan(10);
  for (const [name, label] of mutations) expect([name, label.requires === null]).toEqual([name, false]);
  const desk = 'as=CONSULTATION_DESK; purpose=DATA_SUBJECT_RIGHTS';
  const { body } = await preview(desk, '{ registers { rightsCases { key } } policy { version } consents { id } }');
  expect(body.data).toEqual({ registers: null, policy: null, consents: null });
  expect(body.errors?.every(({ extensions }) => extensions.code === 'REFUSED')).toBe(true);
});

test('it buys no statistic and spends no budget; the quote is as ever', async () => {
  const analyst = 'as=PARTNER; purpose=ANONYMISED_DISCLOSURE; organisation=PARTNER_BOOKS';
  const spent = () => gateway.data.governance.query('select * from privacy_accounts order by 1, 2, 3, 4, 5');
  const before = (await spent()).rows;
  const quote = await preview(analyst, '{ statistics { families(groupBy: [AGE_BAND]) { quote { rho } } } }');
  expect(quote.body.data.statistics.families.quote.rho).toBeGreaterThan(0);
  const cells = await preview(analyst, '{ statistics { families { cells { families { value } } } } }');
  expect(cells.text).not.toContain('"value"');
  expect((await spent()).rows).toEqual(before);
});

test('it is on record, by whom and as whom, and discloses nobody', async () => {
  await preview('as=OPERATOR_STAFF; purpose=CLUB_OPERATION; on=2028-07-20');
  const { rows } = await gateway.data.governance.query('select entry from audit_entries order by index desc limit 1');
  expect(JSON.parse(rows[0].entry)).toMatchObject({
    kind: 'PREVIEW',
    caller: { organisation: 'GAKKO', roles: ['PRIVACY_MANAGER'] },
    purpose: 'GOVERNANCE',
    disclosed: [],
    facts: {
      playedRole: 'OPERATOR_STAFF',
      playedPurpose: 'CLUB_OPERATION',
      playedDay: '2028-07-20',
      playedPolicy: '2028-07-16',
    },
  });
});

test('it stands on the consent of nobody, and the real answer on that of who is in it', async () => {
  const { rows: guardians } = await gateway.data.club.query('select id from guardians order by id limit 1');
  await gateway.data.governance.query(
    `insert into consents (id, schema_version, subject_kind, subject_reference, giver_kind, giver_reference, giver_relation,
       giver_age_at_event, purpose, recipient, categories, text_version, language, channel, state, decided_at, created_at)
     values ('6f1b1d2e-0000-4000-8000-000000000001', '27560:2023', 'GUARDIAN', $1, 'GUARDIAN', $1, 'SELF', 40, 'CONSENTED_DISCLOSURE',
       'PARTNER_BOOKS', '{NAME}', '2026-04', 'ja', 'PAPER', 'GIVEN', '2026-11-01', '2026-11-01')`,
    [guardians[0].id],
  );
  const consentsOf = async () => {
    const { rows } = await gateway.data.governance.query('select entry from audit_entries order by index desc limit 1');
    const { papers } = JSON.parse(rows[0].entry) as { papers: readonly { register: string; key: string }[] };
    return papers.filter(({ register }) => register === 'CONSENT').map(({ key }) => key);
  };
  const query = '{ guardians(first: 20) { nodes { name } } }';
  const { body } = await gateway.ask({ as: 'partner-analyst', purpose: 'CONSENTED_DISCLOSURE', query });
  expect(body.data.guardians.nodes).toHaveLength(1);
  expect(await consentsOf()).toEqual(['6f1b1d2e-0000-4000-8000-000000000001']);
  const played = await preview('as=PARTNER; purpose=CONSENTED_DISCLOSURE; organisation=PARTNER_BOOKS', query);
  expect(played.body.data.guardians.nodes).toHaveLength(1);
  expect(await consentsOf()).toEqual([]);
});

test('a version that is not in force yet can be played on its day, or by its name', async () => {
  const query = '{ children(first: 20) { nodes { email } } }';
  const emails = async (played: string) => {
    const { body } = await preview(played, query);
    const nodes: readonly { email: string | null }[] = body.data.children.nodes;
    return [body.extensions?.governance, nodes.filter(({ email }) => email !== null).length] as const;
  };
  const [named, early] = await emails('as=CLUB_STAFF; purpose=CONSENT_REQUEST; version=2028-07-16');
  const [now, before] = await emails('as=CLUB_STAFF; purpose=CONSENT_REQUEST');
  const [then, after] = await emails('as=CLUB_STAFF; purpose=CONSENT_REQUEST; on=2028-07-20');
  expect(now).toMatchObject({ policy: { version: '2026-11-01' } });
  expect(then).toMatchObject({ policy: { version: '2028-07-16' } });
  expect(after).toBeLessThan(before);
  expect(named).toMatchObject({ policy: { version: '2028-07-16' }, preview: { on: null, version: '2028-07-16' } });
  expect(early).toBe(after);
});
