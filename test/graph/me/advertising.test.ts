import { NorenError } from '../../../src/errors.js';
import { createSourceWriter, type SourceWriter } from '../../../src/sources/writing/sourceWriter.js';
import { createSealingKeys } from '../../../src/rights/sealingKeys.js';
import { createSubjectRights } from '../../../src/rights/subjectRights.js';
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
const ADVERTISING = '{ about allowed meaning words { on givenAs state problem } }';

function self(alias: string, role: 'SELF_GUARDIAN' | 'SELF_CHILD' | 'SELF_ADULT' = 'SELF_GUARDIAN') {
  const { kind, key } = world.person(alias);
  const authTime = Math.floor(gateway.clock.now.getTime() / 1_000) - 10;
  return {
    subjectId: alias,
    organisation: 'SELF',
    roles: [role],
    subject: { kind, reference: key },
    authTime,
  } as const;
}

async function say(as: As, on: boolean, about?: string): Promise<Answer['body']> {
  const id = about === undefined ? null : gateway.idOf(as, 'Child', world.person(about).key);
  const query = `mutation ($on: Boolean!, $about: ID) { said: switchAdvertising(on: $on, about: $about) ${ADVERTISING} }`;
  return (await gateway.ask({ as, purpose: RIGHTS, query, variables: { on, about: id } })).body;
}

const refusalOf = async (asked: Promise<Answer['body']>): Promise<string> => {
  const { data, errors } = await asked;
  expect(data?.said ?? null).toBeNull();
  return errors?.[0]?.message ?? 'no error';
};

async function seenBy(as: string, alias: string): Promise<Data> {
  const { kind, key } = world.person(alias);
  const type = kind === 'GUARDIAN' ? 'Guardian' : 'Child';
  const query = `query ($id: ID!) { found: ${type.toLowerCase()}(id: $id) { id name email } }`;
  const variables = { id: gateway.idOf(as, type, key) };
  const { body } = await gateway.ask({ as, purpose: 'BENEFICIAL_INFORMATION', query, variables });
  return body.data.found;
}

const isShownToTool = async (alias: string) => (await seenBy('marketing-tool', alias)) !== null;

// clauses: A2(1)-2d
test("a guardian's switch works at once: the marketing tool's next request has the row, and then has it no more (A2(1)-2d)", async () => {
  expect(await isShownToTool('gn')).toBe(false);
  const { data, errors } = await say(self('gn'), true);
  expect(errors).toBeUndefined();
  expect(data.said).toMatchObject({ allowed: true, words: [{ on: true, givenAs: 'SELF', state: 'DONE' }] });
  expect(await isShownToTool('gn')).toBe(true);
  expect((await seenBy('club-staff', 'gn')).name).toBe(world.person('gn').name);
  expect((await say(self('gn'), false)).data.said).toMatchObject({
    allowed: false,
    words: [{ on: false }, { on: true }],
  });
  expect(await isShownToTool('gn')).toBe(false);
  expect((await seenBy('club-staff', 'gn')).name).toBeNull();
});

test('who opted in on paper switches it off on the page; the club keeps the word with its proof, the gateway the history', async () => {
  await say(self('go'), false);
  expect(await isShownToTool('go')).toBe(false);
  const { rows } = await gateway.data.club.query<Data>(
    `select state, channel, proof_reference as proof from advertising_opt_ins where subject_kind = 'GUARDIAN' and subject_id = $1`,
    [world.person('go').key],
  );
  expect(rows).toEqual([
    { state: 'OPTED_OUT', channel: 'MEMBER_PAGE', proof: expect.stringMatching(/^NOREN-[0-9a-f-]{36}$/) },
  ]);
  const { rows: entries } = await gateway.data.governance.query<Data>(
    `select entry::jsonb -> 'facts' as facts, jsonb_array_length(entry::jsonb -> 'about') as people from audit_entries
      where entry::jsonb #>> '{facts,what}' = 'ADVERTISING'`,
  );
  expect(entries).toMatchObject([{ facts: { word: 'OPTED_OUT', given: 'SELF', role: 'SELF_GUARDIAN' }, people: 1 }]);
});

describe('for a child', () => {
  test("below 16 a guardian's yes counts, the child's alone does not, and any no outweighs", async () => {
    expect((await say(self('cn', 'SELF_CHILD'), true)).data.said).toMatchObject({ allowed: false });
    expect((await say(self('ga'), true, 'ca')).data.said).toMatchObject({
      allowed: true,
      words: [{ givenAs: 'GUARDIAN' }],
    });
    expect((await say(self('ca', 'SELF_CHILD'), false)).data.said.allowed).toBe(false);
    const again = (await say(self('ga'), true, 'ca')).data.said;
    expect(again.allowed).toBe(false);
    expect(again.meaning).toContain('a no outweighs it');
    expect((await seenBy('club-staff', 'ca')).name).toBeNull();
  });

  test('from 16 on the child says yes, and a guardian may say no', async () => {
    await say(self('ct', 'SELF_CHILD'), false);
    expect((await say(self('ga'), true, 'ct')).data.said.allowed).toBe(false);
    expect((await say(self('ct', 'SELF_CHILD'), true)).data.said.allowed).toBe(true);
    expect((await say(self('ga'), false, 'ct')).data.said.allowed).toBe(false);
  });

  test("another's child, one whose link ended or carries a harm flag, and a grown-up are refused alike (A6-2)", async () => {
    for (const about of ['co', 'cc', 'cn', 'cu']) {
      expect(await refusalOf(say(self('ga'), true, about))).toContain('NOT_OWN_DATA');
    }
    expect(await refusalOf(say(self('ga', 'SELF_ADULT'), true, 'ca'))).toContain('NOT_OWN_DATA');
    expect(await refusalOf(say(self('ca', 'SELF_CHILD'), true, 'ct'))).toContain('NOT_OWN_DATA');
  });
});

test('who is no participant or guardian is never advertised to; staff of the Club switch nobody', async () => {
  for (const as of ['member', 'employee', 'supplier']) {
    expect(await refusalOf(say(as, true))).toContain('NOT_ADVERTISED_TO');
    const { body } = await gateway.ask({ as, purpose: RIGHTS, query: `{ me { advertising ${ADVERTISING} } }` });
    expect(body.data.me.advertising).toEqual([]);
  }
  const { body } = await gateway.ask({
    as: 'club-staff',
    purpose: RIGHTS,
    query: 'mutation { said: switchAdvertising(on: true) { allowed } }',
  });
  expect(body.errors?.[0]?.extensions.code).toBe('REFUSED');
});

test('the page and the copy have it, with what it means in the language of the reader', async () => {
  await say(self('gn'), true);
  const query = `{ me { advertising ${ADVERTISING} } }`;
  const { body } = await gateway.ask({ as: self('gn'), purpose: RIGHTS, query, headers: { 'accept-language': 'ja' } });
  expect(body.data.me.advertising[0].meaning).toContain('広告');
  const copy = await gateway.ask({ as: self('gn'), purpose: RIGHTS, query: 'mutation { exportMine { document } }' });
  expect(JSON.parse(copy.body.data.exportMine.document).advertising).toMatchObject([
    { allowed: true, words: [{ on: true }] },
  ]);
});

/** The rights on the gateway's own databases, with a writer of the test's. */
function rightsWith(change: Partial<SourceWriter>) {
  const { registers, consents, audit, secret, now, sources } = gateway.environment;
  const writer = { ...createSourceWriter(sources), ...change };
  const pool = gateway.data.governance;
  return createSubjectRights({
    pool,
    keys: createSealingKeys(secret),
    writer,
    registers,
    consents,
    audit: audit.log,
    now,
  });
}

const down = async (): Promise<never> => {
  throw new NorenError('SOURCE_UNAVAILABLE', 'down', { problem: 'SOURCE_UNAVAILABLE' });
};

test('while the club is down the word waits, and comes through later; a later word on paper stays', async () => {
  const { kind, key: reference } = world.person('gn');
  const subject = { kind, reference };
  const by = { subjectId: 'gn', organisation: 'SELF', role: 'SELF_GUARDIAN' } as const;
  const wish = { subject, giver: subject, by, state: 'OPTED_IN' } as const;
  await rightsWith({ optIn: down }).advertise(wish);
  expect(await rightsWith({}).advertisingWords([subject])).toMatchObject([
    { progress: 'PENDING', problem: 'SOURCE_UNAVAILABLE' },
  ]);
  expect(await isShownToTool('gn')).toBe(false);
  await rightsWith({}).deliver();
  expect(await isShownToTool('gn')).toBe(true);
  await gateway.data.club.query(
    `update advertising_opt_ins set state = 'OPTED_OUT', recorded_at = '2027-01-01' where subject_kind = 'GUARDIAN' and subject_id = $1`,
    [reference],
  );
  expect((await say(self('gn'), true)).data.said).toMatchObject({
    allowed: false,
    words: [{ state: 'CONFLICT' }, { state: 'DONE' }],
  });
});

test('an erasure waits behind no correction or word that can not be written, and takes the words with it (A6-3d)', async () => {
  const { kind, key: reference } = world.person('go');
  const subject = { kind, reference };
  const by = { subjectId: 'go', organisation: 'SELF', role: 'SELF_GUARDIAN' } as const;
  const rights = rightsWith({ optIn: down, correct: down });
  await rights.correct({
    subject,
    corrections: { EMAIL: { email: 'late@example.jp' } },
    by,
    caseKey: null,
    authenticatedAt: null,
  });
  await rights.advertise({ subject, giver: subject, by, state: 'OPTED_OUT' });
  await say(self('ga'), true, 'ca');
  expect((await rights.erase(subject, { cause: 'REQUEST', by, caseKey: null })).state).toBe('DONE');
  await rightsWith({}).deliver();
  const { rows } = await gateway.data.governance.query<Data>(
    'select subject_reference as about from advertising_words',
  );
  expect(rows).toEqual([{ about: world.person('ca').key }]);
  const { rows: open } = await gateway.data.governance.query(`select from right_steps where state = 'PENDING'`);
  expect(open).toHaveLength(0);
  expect(await refusalOf(say(self('go'), true))).toContain('ERASED');
});
