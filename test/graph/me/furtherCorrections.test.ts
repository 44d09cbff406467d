import { subjectFlagRegister } from '../../../src/registry/registers/subjectFlag.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Data, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const RIGHTS = 'DATA_SUBJECT_RIGHTS';

const signedIn = (secondsAgo = 10) => Math.floor(gateway.clock.now.getTime() / 1_000) - secondsAgo;
function self(alias: string, role: 'SELF_GUARDIAN' | 'SELF_CHILD' = 'SELF_GUARDIAN') {
  const { kind, key } = world.person(alias);
  const subject = { kind, reference: key } as const;
  return { subjectId: alias, organisation: 'SELF', roles: [role], subject, authTime: signedIn() } as const;
}
/** One of the demo's, who has just signed in. */
const demo = (name: string, secondsAgo = 10) => ({ ...gateway.identity(name), authTime: signedIn(secondsAgo) });

async function correct(as: As, input: Data, more: Data = {}): Promise<Data> {
  const query = `mutation ($input: CorrectionInput!, $about: ID, $membership: Boolean) {
    correctMine(input: $input, about: $about, membership: $membership) { category state changes { item before after } } }`;
  const { body } = await gateway.ask({ as, purpose: RIGHTS, query, variables: { input, ...more } });
  return body;
}
const done = async (answer: Promise<Data>): Promise<Data> => {
  const { data, errors } = await answer;
  expect(errors).toBeUndefined();
  return data.correctMine;
};
const refused = async (answer: Promise<Data>): Promise<string> => {
  const { data, errors } = await answer;
  expect(data?.correctMine ?? null).toBeNull();
  return errors?.[0]?.message ?? 'no error';
};
const mine = async (as: As, fields: string): Promise<Data> =>
  (await gateway.ask({ as, purpose: RIGHTS, query: `{ me { ${fields} } }` })).body.data.me;

// clauses: A6-3c A6-4a
test('below 16 a guardian corrects, or the desk helps: also items that the child sees raw; from 16 on the child does', async () => {
  const name = { familyName: '試験', givenName: '花', familyKana: 'シケン', givenKana: 'ハナ' };
  for (const input of [{ sex: 'OTHER' }, { name }]) {
    expect(await refused(correct(self('ca', 'SELF_CHILD'), input))).toContain('AT_THE_DESK');
    expect(await done(correct(self('ct', 'SELF_CHILD'), input))).toMatchObject([{ state: 'DONE' }]);
    const about = gateway.idOf(self('ga'), 'Child', world.person('ca').key);
    expect(await done(correct(self('ga'), input, { about }))).toMatchObject([{ state: 'DONE' }]);
  }
});

// clauses: A6-3c
test('what a record may be without is emptied when that is said, and not by a null', async () => {
  const { phone, email } = world.person('gn');
  expect(await refused(correct(self('gn'), { phone: null }))).toContain('names nothing to correct');
  expect(await refused(correct(self('gn'), { phone: '022-123-4567', empty: ['PHONE'] }))).toContain('as well');
  expect(await done(correct(self('gn'), { empty: ['PHONE', 'EMAIL'] }))).toEqual([
    { category: 'EMAIL', state: 'DONE', changes: [{ item: 'email', before: email, after: null }] },
    { category: 'PHONE', state: 'DONE', changes: [{ item: 'phone', before: phone, after: null }] },
  ]);
  expect((await mine(self('gn'), 'guardian { phone email }')).guardian).toEqual({ phone: null, email: null });
  expect(await done(correct(self('gn'), { phone: '022-123-4567' }))).toMatchObject([
    { changes: [{ before: null, after: '022-123-4567' }] },
  ]);
  // The co-op reaches its members by telephone, and people at work by both.
  expect(await refused(correct(demo('member'), { empty: ['PHONE'] }))).toContain('is not kept empty');
  expect(await done(correct(demo('member'), { empty: ['EMAIL'] }))).toMatchObject([{ state: 'DONE' }]);
  expect(await refused(correct(demo('supplier'), { empty: ['EMAIL'] }))).toContain('is not kept empty');
  const { authTime: _, ...old } = self('go');
  expect(await refused(correct(old, { empty: ['PHONE'] }))).toContain('SIGN_IN_AGAIN');
});

// clauses: A6-3c
test("a guardian corrects the co-op's record of the own membership, and the Club's stays; nobody the membership of another", async () => {
  const mother = demo('guardian');
  const record = 'guardian { phone memberCode member { phone } }';
  const { guardian: before } = await mine(mother, record);
  const input = { phone: '022-765-4321' };
  const changed = await done(correct(mother, input, { membership: true }));
  expect(changed).toEqual([
    { category: 'PHONE', state: 'DONE', changes: [{ item: 'phone', before: before.member.phone, after: input.phone }] },
  ]);
  expect((await mine(mother, record)).guardian).toEqual({ ...before, member: input });
  expect((await mine(mother, 'corrections { changes { after } }')).corrections).toContainEqual({
    changes: [{ after: input.phone }],
  });
  const copy = await gateway.ask({ as: mother, purpose: RIGHTS, query: 'mutation { exportMine { document } }' });
  const { corrections } = JSON.parse(copy.body.data.exportMine.document);
  expect(corrections).toMatchObject([{ changes: [{ item: 'phone', after: input.phone }] }]);

  expect(await refused(correct(demo('guardian', 3_600), input, { membership: true }))).toContain('SIGN_IN_AGAIN');
  await gateway.data.club.query('update guardians set member_code = null where id = $1', [world.person('go').key]);
  expect(await refused(correct(self('go'), input, { membership: true }))).toContain('NOT_OWN_DATA');
  expect(await refused(correct(demo('member'), input, { membership: true }))).toContain('NOT_OWN_DATA');
  const about = gateway.idOf(self('ga'), 'Child', world.person('ct').key);
  expect(await refused(correct(self('ga'), input, { membership: true, about }))).toContain('NOT_OWN_DATA');
  // The code of the household on another guardian's record opens the reading of it, and no writing.
  await gateway.data.club.query('update guardians set member_code = $2 where id = $1', [
    world.person('ga').key,
    before.memberCode,
  ]);
  expect(await refused(correct(self('ga'), input, { membership: true }))).toContain('NOT_OWN_DATA');
});

// clauses: A6-3d
test('a correction that waited while its person was erased writes nothing, and makes no key again', async () => {
  const { kind, key: reference } = world.person('gc');
  const { governance } = gateway.data;
  const client = await governance.connect();
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7301402))', [`${kind} ${reference}`]);
  const waiting = correct(self('gc'), { phone: '022-123-4567' });
  const blocked = `select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`;
  while ((await governance.query(blocked)).rowCount === 0);
  const payload = { subject: { kind, reference }, flag: 'ERASED', why: 'asked' } as const;
  const recorder = { subjectId: 'desk', organisation: 'GAKKO', role: 'CONSULTATION_DESK' } as const;
  await gateway.environment.registers.record(subjectFlagRegister, { payload, recorder });
  await client.query('commit');
  client.release();
  expect(await refused(waiting)).toContain('ERASED');
  const left = await governance.query('select from subject_keys where subject_kind = $1 and subject_reference = $2', [
    kind,
    reference,
  ]);
  expect(left.rowCount).toBe(0);
});
