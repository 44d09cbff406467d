import { resolveIdentities } from '../../../src/embedded/identities.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type Answer, type As, type Data, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
beforeEach(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterEach(async () => gateway.close());

const RIGHTS = 'DATA_SUBJECT_RIGHTS';
const signedIn = () => Math.floor(gateway.clock.now.getTime() / 1_000) - 5;

function self(alias: string, role: 'SELF_GUARDIAN' | 'SELF_CHILD' | 'SELF_ADULT' = 'SELF_GUARDIAN') {
  const { kind, key } = world.person(alias);
  const subject = { kind, reference: key };
  return { subjectId: alias, organisation: 'SELF', roles: [role], subject, authTime: signedIn() } as const;
}

async function mutate(as: As, call: string): Promise<Answer['body']> {
  return (await gateway.ask({ as, purpose: RIGHTS, query: `mutation { said: ${call} }` })).body;
}

const ERASE = 'eraseMine { state reason steps { step state problem } }';
const erase = (as: As, about?: string) =>
  mutate(as, about === undefined ? ERASE : ERASE.replace('eraseMine', `eraseMine(about: "${about}")`));

/** Everything that every identity gets of anybody, under each of its purposes: lists and the single record. */
async function everythingSeen(type: 'Guardian' | 'Child', key: number): Promise<string> {
  const seen: string[] = [];
  const list = type === 'Guardian' ? 'guardians' : 'children';
  const fields = '{ id name kana phone email address memberCode birthDate }';
  for (const { name, purposes } of resolveIdentities({ families: 40 })) {
    for (const purpose of purposes) {
      const query = `query ($id: ID!) { one: ${type.toLowerCase()}(id: $id) ${fields} all: ${list}(first: 200) { nodes ${fields} } }`;
      const { text, body } = await gateway.ask({
        as: name,
        purpose,
        query,
        variables: { id: gateway.idOf(name, type, key) },
      });
      expect([name, purpose, body.data?.one ?? null]).toEqual([name, purpose, null]);
      seen.push(text);
    }
  }
  return seen.join('\n');
}

async function rowsLeft(key: number): Promise<Record<string, number>> {
  const count = async (source: 'club' | 'broadcaster', sql: string) =>
    (await gateway.data[source].query<{ n: number }>(`select count(*)::int as n from ${sql}`, [key])).rows[0]?.n ?? -1;
  return {
    guardians: await count('club', 'guardians where id = $1'),
    links: await count('club', 'guardian_links where guardian_id = $1'),
    optIns: await count('club', `advertising_opt_ins where giver_kind = 'GUARDIAN' and giver_id = $1`),
    entries: await count('broadcaster', 'campaign_entries where guardian_reference = $1'),
  };
}

test('a guardian is erased: no path to the person is left, for nobody, and no list has them (A6-3d)', async () => {
  const { key, name, phone, email, kana } = world.person('ga');
  const before = await gateway.ask({
    as: 'club-staff',
    purpose: 'CLUB_OPERATION',
    query: '{ guardians(first: 200) { nodes { name } } }',
  });
  expect(before.text).toContain(name);
  const { data, errors } = await erase(self('ga'));
  expect(errors).toBeUndefined();
  expect(data.said).toMatchObject({ state: 'DONE', reason: null });
  expect(data.said.steps.map(({ step, state }: Data) => `${step} ${state}`)).toEqual(
    ['FLAG', 'CONSENTS', 'CLUB', 'COOP', 'BROADCASTER', 'KEY', 'RECORD', 'NOTICE'].map((step) => `${step} DONE`),
  );
  const seen = await everythingSeen('Guardian', key);
  for (const value of [name, phone, email, kana]) expect(seen).not.toContain(value);
  expect(await rowsLeft(key)).toEqual({ guardians: 0, links: 0, optIns: 0, entries: 0 });
  const own = await gateway.ask({
    as: self('ga'),
    purpose: RIGHTS,
    query:
      '{ me { guardian { name } consents { id } corrections { id } disclosures { disclosures { at } } erasure { state } } }',
  });
  expect(own.body.data.me).toEqual({
    guardian: null,
    consents: [],
    corrections: [],
    disclosures: { disclosures: [], endCursor: undefined },
    erasure: { state: 'DONE' },
  });
});

test('the tombstone, the record and what is left in the governance database hold no personal value', async () => {
  const { name, phone, email, street } = world.person('ga');
  await mutate(self('ga'), 'correctMine(input: { phone: "022-765-4321" }) { id }');
  await erase(self('ga'));
  const { rows: tables } = await gateway.data.governance.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  for (const table of tables) {
    const { rows } = await gateway.data.governance.query<{ text: string }>(
      `select t::text as text from "${table.name}" t`,
    );
    const text = rows.map((row) => row.text).join('\n');
    for (const value of [name, phone, email, street, '022-765-4321'])
      expect([table.name, text.includes(value)]).toEqual([table.name, false]);
  }
  const { rows } = await gateway.data.governance.query('select from subject_keys where subject_reference = $1', [
    world.person('ga').key,
  ]);
  expect(rows).toEqual([]);
});

/** Tables of the governance database that may still name an erased person's row key, and why. */
const KEEPS_THE_KEY: Readonly<Record<string, string>> = {
  erasures: 'the tombstone: a restored backup is erased by it once more',
  register_entries:
    'the flag ERASED, which keeps a restored backup out of sight; requests and stops, whose history only grows',
  right_steps: 'which sources are erased',
  change_notices: 'joint users erase what they hold by it',
  corrections: 'that there was one; its values are sealed under a key that is gone',
  subject_exports: 'that a copy was handed out; nothing of it is kept',
  consents: 'that there was a yes when something was provided (APPI 29); withdrawn',
  consent_events: 'of the same',
};

test('after an erasure no table knows what the token called the person, and the row key stays where it has a reason', async () => {
  const { key } = world.person('ga');
  const sub = 'token-sub-of-a-guardian';
  const as = () => ({ ...self('ga'), subjectId: sub });
  const child = gateway.idOf(as(), 'Child', world.person('ca').key);
  const calls = [
    'correctMine(input: { phone: "022-765-4321" }) { id }',
    `correctMine(about: "${child}", input: { phone: "022-765-4321" }) { id }`,
    'exportMine { sha256 }',
    `switchAdvertising(on: false, about: "${child}") { allowed }`,
    'stopMine(what: STOP_PROVISION)',
    'requestRight(right: ACCESS) { key }',
  ];
  for (const call of calls) expect([call, (await mutate(as(), call)).errors]).toEqual([call, undefined]);
  const { key: request } = (await mutate(as(), 'requestRight(right: ERASE) { key }')).data.said;
  const grant = `mutation { answerRequest(key: "${request}", decision: GRANTED, explanation: "done") { open } }`;
  expect((await gateway.ask({ as: 'consultation-desk', purpose: RIGHTS, query: grant })).body.errors).toBeUndefined();
  await gateway.ask({ as: as(), purpose: RIGHTS, query: '{ me { erasure { state } } }' });
  await gateway.environment.rights.deliver();
  const { rows: tables } = await gateway.data.governance.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found = new Set<string>();
  for (const { name } of tables) {
    const { rows } = await gateway.data.governance.query<{ text: string }>(
      `select to_jsonb(t)::text as text from "${name}" t`,
    );
    const text = rows.map((row) => row.text).join('\n');
    expect([name, text.includes(sub)]).toEqual([name, false]);
    if (new RegExp(`: ${key}[,}]`).test(text)) found.add(name);
  }
  expect([...found].filter((name) => KEEPS_THE_KEY[name] === undefined)).toEqual([]);
  expect(found.has('erasures')).toBe(true);
});

test('a legal hold keeps the data and stops their use; when it ends, they go (A6-5)', async () => {
  const { key, name } = world.person('go');
  const id = gateway.idOf('privacy-manager', 'Guardian', key);
  const hold = await gateway.ask({
    as: 'privacy-manager',
    purpose: 'GOVERNANCE',
    query: `mutation { recordSubjectFlag(input: { subject: "${id}", flag: LEGAL_HOLD, why: "a suit" }) { key } }`,
  });
  expect((await erase(self('go'))).data.said).toMatchObject({ state: 'HELD', reason: 'LEGAL_HOLD', steps: [] });
  expect(await rowsLeft(key)).toMatchObject({ guardians: 1 });
  const staff = await gateway.ask({
    as: 'club-staff',
    purpose: 'CLUB_OPERATION',
    query: '{ guardians(first: 200) { nodes { name } } }',
  });
  expect(staff.text).not.toContain(name);
  await gateway.environment.rights.deliver();
  expect(await rowsLeft(key)).toMatchObject({ guardians: 1 });
  await gateway.ask({
    as: 'privacy-manager',
    purpose: 'GOVERNANCE',
    query: `mutation { endSubjectFlag(key: "${hold.body.data.recordSubjectFlag.key}", reason: "the suit is over") { key } }`,
  });
  await gateway.environment.rights.deliver();
  expect(await rowsLeft(key)).toMatchObject({ guardians: 0 });
  const { rows } = await gateway.data.governance.query<{ facts: Data }>(
    `select entry::jsonb -> 'facts' as facts from audit_entries where kind = 'RIGHT' and entry::jsonb #>> '{facts,after}' is not null`,
  );
  expect(rows).toMatchObject([{ facts: { what: 'ERASURE', cause: 'REQUEST', after: 'LEGAL_HOLD' } }]);
});

test('a restored source does not bring anybody back', async () => {
  const { key } = world.person('gn');
  const { rows } = await gateway.data.club.query<Record<string, unknown>>('select * from guardians where id = $1', [
    key,
  ]);
  await erase(self('gn'));
  const [row = {}] = rows;
  const names = Object.keys(row);
  await gateway.data.club.query(
    `insert into guardians (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
  expect(await rowsLeft(key)).toMatchObject({ guardians: 1 });
  expect(await everythingSeen('Guardian', key)).not.toContain(world.person('gn').phone);
  expect(await gateway.environment.rights.replayErasures()).toMatchObject({ guardians: 1 });
  expect(await gateway.environment.rights.replayErasures()).toMatchObject({ guardians: 0 });
  expect(await rowsLeft(key)).toMatchObject({ guardians: 0 });
});

test('who may have whom erased: a guardian the child, a child from 16 on, below 16 only a stop; nobody else (5.4)', async () => {
  const idOf = (as: ReturnType<typeof self>, alias: string) => gateway.idOf(as, 'Child', world.person(alias).key);
  expect((await erase(self('ca', 'SELF_CHILD'))).errors?.[0]?.message).toContain('AT_THE_DESK');
  for (const alias of ['co', 'cc', 'cn', 'cu']) {
    expect((await erase(self('ga'), idOf(self('ga'), alias))).errors?.[0]?.message).toContain('NOT_OWN_DATA');
  }
  const { authTime: _, ...stale } = self('ga');
  expect((await erase(stale)).errors?.[0]?.message).toContain('SIGN_IN_AGAIN');
  expect((await erase('club-staff')).errors?.[0]?.extensions.code).toBe('REFUSED');
  expect((await mutate(self('ca', 'SELF_CHILD'), 'stopMine(what: STOP_USE)')).data.said).toBe(true);
  expect((await erase(self('ga'), idOf(self('ga'), 'ca'))).data.said.state).toBe('DONE');
  expect((await erase(self('ct', 'SELF_CHILD'))).data.said.state).toBe('DONE');
  expect(await everythingSeen('Child', world.person('ca').key)).not.toContain(world.person('ca').name);
});

test('a stop of provision keeps everybody outside out from the next request on, and the Club goes on (A6-3e)', async () => {
  const name = world.person('gc').name;
  const sees = async (as: string, purpose: string) =>
    (await gateway.ask({ as, purpose, query: '{ guardians(first: 200) { nodes { name } } }' })).text.includes(name);
  expect(await sees('coop-staff', 'CLUB_OPERATION')).toBe(true);
  expect((await mutate(self('gc'), 'stopMine(what: STOP_PROVISION)')).data.said).toBe(true);
  expect((await mutate(self('gc'), 'stopMine(what: STOP_PROVISION)')).data.said).toBe(false);
  expect(await sees('coop-staff', 'CLUB_OPERATION')).toBe(false);
  expect(await sees('club-staff', 'CLUB_OPERATION')).toBe(true);
});

test('members, employees, staff and suppliers are erased in their sources as well', async () => {
  const staff = {
    subjectId: 's',
    organisation: 'SELF',
    roles: ['SELF_EMPLOYEE'],
    subject: { kind: 'OFFICER_OR_EMPLOYEE', reference: 2 },
  } as const;
  for (const as of ['member', 'employee', 'supplier', staff] as const) {
    const claims = typeof as === 'string' ? gateway.identity(as) : as;
    expect((await erase({ ...claims, authTime: signedIn() })).data.said.state).toBe('DONE');
  }
  const count = async (sql: string) => (await gateway.data.coop.query(sql)).rowCount;
  expect(await count('select from members where id = 1')).toBe(0);
  expect(await count('select from purchases where member_id = 1')).toBe(0);
  expect(await count('select from employees where id = 1')).toBe(0);
  expect(await count('select from supplier_contacts where id = 1')).toBe(0);
  const { rows } = await gateway.data.broadcaster.query('select family_name, phone, email from staff where id = 2');
  expect(rows).toEqual([{ family_name: '', phone: '', email: '' }]);
});

test('children for whom nobody speaks any more leave the Club, and orphan nobody', async () => {
  const { key } = world.person('ga');
  await gateway.data.club.query('delete from guardian_links where guardian_id <> $1 and child_id = $2', [
    key,
    world.person('ca').key,
  ]);
  await erase(self('ga'));
  const { rows } = await gateway.data.club.query<{ left_on: string | null }>(
    'select left_on::text from children where id = any($1)',
    [[world.person('ca').key, world.person('ct').key]],
  );
  expect(rows.map(({ left_on: left }) => left !== null).sort()).toEqual([false, true]);
});
