import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../../support/startGateway.js';
import { lookAt, openRegisters, type Registers } from '../../conformance/httpRegisters.js';

/** A partner is told to stop exactly where it would not be given any more: one rule of consent for both. */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
let look: ReturnType<typeof lookAt>;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
  look = lookAt(gateway);
  await linkParents();
});
afterAll(async () => gateway.close());
afterEach(async () => forget());

/** As it was before anything was said. */
async function forget(): Promise<void> {
  await registers.putBack();
  await linkParents();
  const client = await gateway.data.governance.connect();
  // Records are kept; a test's do not outlive the test.
  await client.query('begin; set local session_replication_role = replica; delete from provisions; commit');
  client.release();
}

/** A child of twelve, and both parents. */
const CHILD = 'cn';
const [MOTHER, FATHER] = ['go', 'gc'];
const person = (alias: string) => world.person(alias);
const self = (alias: string) => {
  const { kind, key } = person(alias);
  const subject = { kind, reference: key } as const;
  const role = kind === 'GUARDIAN' ? 'SELF_GUARDIAN' : 'SELF_CHILD';
  return { subjectId: alias, organisation: 'SELF', roles: [role], subject } as const;
};

async function linkParents(): Promise<void> {
  const { club } = gateway.data;
  await club.query('delete from guardian_links where child_id = $1', [person(CHILD).key]);
  for (const alias of [MOTHER, FATHER]) {
    await club.query(
      `insert into guardian_links (id, guardian_id, child_id, relation, state, started_on, harm_flag)
       values ($3, $1, $2, 'MOTHER', 'ACTIVE', '2020-01-01', false)`,
      [person(alias).key, person(CHILD).key, person(alias).key - 1_000],
    );
  }
}

const later = (milliseconds = 60_000): void => {
  gateway.clock.now = new Date(gateway.clock.now.getTime() + milliseconds);
};

/** What somebody says of the child's data to the bookshop; gives the id of the consent. */
async function say(as: string, what: 'grantConsent' | 'refuseConsent', categories: string, more = ''): Promise<string> {
  later();
  const child = as === CHILD ? '' : `childId: "${gateway.idOf(self(as), 'Child', person(CHILD).key)}",`;
  const said = `purpose: CONSENTED_DISCLOSURE, recipient: "PARTNER_BOOKS", textVersion: "2026-04", language: "ja"`;
  const query = `mutation { said: ${what}(input: { ${child} ${said}, categories: ${categories} ${more} }) { id } }`;
  const { body } = await gateway.ask({ as: self(as), purpose: 'DATA_SUBJECT_RIGHTS', query });
  if (body.errors !== undefined) throw new Error(body.errors[0]?.message);
  return body.data.said.id as string;
}

async function withdraw(as: string, id: string): Promise<void> {
  later();
  const query = `mutation { withdrawConsent(consentId: "${id}") { state } }`;
  const { body } = await gateway.ask({ as: self(as), purpose: 'DATA_SUBJECT_RIGHTS', query });
  expect(body.errors).toBeUndefined();
}

/** What the bookshop gets of the child. */
async function given(): Promise<readonly string[]> {
  later();
  const seen = await look({
    as: 'partner-analyst',
    purpose: 'CONSENTED_DISCLOSURE',
    about: person(CHILD),
    fields: 'name email',
  });
  return Object.entries((seen.found ?? {}) as Record<string, string | null>)
    .flatMap(([field, value]) => (field !== 'id' && value !== null ? [field] : []))
    .sort();
}

/** Categories that the bookshop has to stop the use of, by notice. */
async function notices(now = gateway.clock.now): Promise<readonly (readonly string[])[]> {
  const found = await gateway.environment.supervision.stopNotices({ recipient: 'PARTNER_BOOKS', now });
  expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
  return found.filter(({ cause }) => cause === 'CONSENT_WITHDRAWN').map(({ about }) => about?.categories ?? []);
}

const BOTH = '[NAME, EMAIL]';
const ALL = ['EMAIL', 'NAME'];

// clauses: A4-3 A6-3e
test('a yes after an old no is a yes: the bookshop gets the data, and nobody tells it to stop', async () => {
  await say(MOTHER, 'refuseConsent', BOTH);
  expect(await given()).toEqual([]);
  await say(MOTHER, 'grantConsent', BOTH);
  expect(await given()).toEqual(['email', 'name']);
  expect(await notices()).toEqual([]);
});

test('a no to everything, of either parent or of the child, tells it to stop', async () => {
  for (const alias of [MOTHER, FATHER, CHILD]) {
    await say(MOTHER, 'grantConsent', BOTH);
    expect(await given()).toEqual(['email', 'name']);
    await say(alias, 'refuseConsent', '[]');
    expect(await given()).toEqual([]);
    expect(await notices()).toEqual([ALL]);
    await forget();
  }
});

test('both parents said yes and one takes it back: a no wins', async () => {
  await say(MOTHER, 'grantConsent', BOTH);
  const fathers = await say(FATHER, 'grantConsent', BOTH);
  expect(await given()).toEqual(['email', 'name']);
  await withdraw(FATHER, fathers);
  expect(await given()).toEqual([]);
  expect(await notices()).toEqual([ALL]);
});

// clauses: A4-4a
test('the yes of a child of twelve is none: it is not in the record, and does not stand when the mother takes hers back', async () => {
  await say(CHILD, 'grantConsent', BOTH);
  const mothers = await say(MOTHER, 'grantConsent', BOTH);
  expect(await given()).toEqual(['email', 'name']);
  const { rows } = await gateway.data.governance.query<{ id: string }>(
    `select c ->> 'id' as id from provisions, jsonb_array_elements(consents) c`,
  );
  expect(rows).toEqual([{ id: mothers }]);
  await withdraw(MOTHER, mothers);
  expect(await notices()).toEqual([ALL]);
});

test('a part that is taken back is told as a part', async () => {
  await say(MOTHER, 'grantConsent', '[NAME]');
  const email = await say(MOTHER, 'grantConsent', '[EMAIL]');
  expect(await given()).toEqual(['email', 'name']);
  await withdraw(MOTHER, email);
  expect(await given()).toEqual(['name']);
  expect(await notices()).toEqual([['EMAIL']]);
});

test('a day on which it runs out, a birthday, and the end of the mother’s link end it without a word', async () => {
  await say(MOTHER, 'grantConsent', BOTH, ', validUntil: "2026-12-31"');
  expect(await given()).toEqual(['email', 'name']);
  expect(await notices(new Date('2026-12-31T14:59:59Z'))).toEqual([]);
  expect(await notices(new Date('2026-12-31T15:00:00Z'))).toEqual([ALL]);
  await forget();

  await say(MOTHER, 'grantConsent', BOTH);
  expect(await given()).toEqual(['email', 'name']);
  // Ninety days after the sixteenth birthday; before, the child is asked.
  expect(await notices(new Date('2030-08-01T03:00:00Z'))).toEqual([]);
  expect(await notices(new Date('2030-08-02T03:00:00Z'))).toEqual([ALL]);

  await gateway.data.club.query(`update guardian_links set state = 'ENDED' where guardian_id = $1`, [
    person(MOTHER).key,
  ]);
  expect(await given()).toEqual([]);
  expect(await notices()).toEqual([ALL]);
});
