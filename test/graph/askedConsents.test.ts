import type { VerifiedCaller } from '../../src/policy/caller.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  await forgetConsents();
});
afterAll(async () => gateway.close());

/** Those that the people were arranged with. History only grows, for whoever is no superuser. */
async function forgetConsents(): Promise<void> {
  const client = await gateway.data.governance.connect();
  await client.query('begin; set local session_replication_role = replica; delete from consents; commit');
  client.release();
}

const MATTER = { purpose: 'CONSENTED_DISCLOSURE', recipient: 'PARTNER_BOOKS', textVersion: '2026-04' } as const;
const CATEGORIES = ['NAME', 'EMAIL'];

type Somebody = Partial<VerifiedCaller>;
const guardian = (reference: number): Somebody => ({
  subjectId: `guardian ${reference}`,
  organisation: 'SELF',
  roles: ['SELF_GUARDIAN'],
  subject: { kind: 'GUARDIAN', reference },
});
const parent = () => guardian(world.person('ga').key);
/** The guardian with an active link to every child. */
const carer = guardian(900_999);
const child = (alias: string): Somebody => ({
  subjectId: alias,
  organisation: 'SELF',
  roles: ['SELF_CHILD'],
  subject: { kind: 'CHILD_PARTICIPANT', reference: world.person(alias).key },
});

async function send(as: Somebody, query: string, variables: Record<string, unknown> = {}) {
  const { body } = await gateway.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query, variables });
  expect(body.errors).toBeUndefined();
  return body.data;
}
const FIELDS = '{ childId purpose recipient categories textVersion askedOn standsUntil }';
const asked = async (as: Somebody) => (await send(as, `{ askedConsents ${FIELDS} }`)).askedConsents;
const say = async (field: 'grantConsent' | 'refuseConsent', as: Somebody, about?: string, categories = CATEGORIES) => {
  const childId = about === undefined ? {} : { childId: gateway.idOf(as, 'Child', world.person(about).key) };
  const query = `mutation ($input: ConsentInput!) { said: ${field}(input: $input) { state } }`;
  return send(as, query, { input: { ...MATTER, categories, language: 'ja', ...childId } });
};
const outcomes = async (alias: string) => {
  const { rows } = await gateway.data.governance.query<{ addressee: number; outcome: string }>(
    `select (payload -> 'addressee' ->> 'reference')::int as addressee, payload ->> 'outcome' as outcome from register_entries
      where register = 'CONSENT_REQUEST' and subject_reference = $1 and superseded_at is null order by recorded_at, 1`,
    [world.person(alias).key],
  );
  return rows.map(({ addressee, outcome }) => [addressee, outcome]);
};

// clauses: A2(1)-4 A4-3
test('a child of twelve says yes: it counts for nothing, and the guardian is asked on the page, once', async () => {
  await say('grantConsent', child('cn'));
  await say('grantConsent', child('cn'));
  const childId = gateway.idOf(carer, 'Child', world.person('cn').key);
  const request = { childId, ...MATTER, categories: CATEGORIES, askedOn: '2026-11-22', standsUntil: null };
  expect(await asked(carer)).toEqual([request]);
  expect([await asked(child('cn')), await asked(parent())]).toEqual([[], []]);
  expect(await outcomes('cn')).toEqual([[900_999, 'SENT']]);
});

test('a yes to a part of what was asked leaves it open; a yes to all of it is the outcome', async () => {
  await say('grantConsent', carer, 'cn', ['NAME']);
  expect(await asked(carer)).toHaveLength(1);
  await say('grantConsent', carer, 'cn');
  expect([await asked(carer), await outcomes('cn')]).toEqual([[], [[900_999, 'GIVEN']]]);
});

test('a guardian without an active link is not asked; a no is the outcome, and it is not put to anybody again', async () => {
  await say('grantConsent', child('co'));
  expect([await outcomes('co'), await asked(parent())]).toEqual([[[900_999, 'SENT']], []]);
  await say('refuseConsent', carer, 'co', ['EMAIL']);
  await say('grantConsent', child('co'));
  expect([await outcomes('co'), await asked(carer)]).toEqual([[[900_999, 'REFUSED']], []]);
});

test('of two guardians each is asked; one with a harm flag is not', async () => {
  await say('grantConsent', child('ca'));
  await say('grantConsent', child('cc'));
  expect((await outcomes('ca')).map(([addressee]) => addressee).toSorted()).toEqual([world.person('ga').key, 900_999]);
  expect(await outcomes('cc')).toEqual([[900_999, 'SENT']]);
});

test('a child that has turned 16 is asked what a guardian said yes to, for as long as that still stands', async () => {
  const began = gateway.clock.now;
  await say('grantConsent', carer, 'ca');
  await gateway.data.club.query("update children set birth_date = '2010-11-23' where id = $1", [
    world.person('ca').key,
  ]);
  const grown = child('ca');
  try {
    expect(await asked(grown)).toEqual([]);
    gateway.clock.now = new Date('2026-11-22T15:00:00Z');
    const request = { childId: null, ...MATTER, categories: CATEGORIES };
    expect(await asked(grown)).toEqual([{ ...request, askedOn: '2026-11-23', standsUntil: '2027-02-21' }]);
    gateway.clock.now = new Date('2027-02-21T15:00:00Z');
    expect(await asked(grown)).toEqual([]);
    gateway.clock.now = new Date('2026-11-22T15:00:00Z');
    await say('grantConsent', grown);
    expect(await asked(grown)).toEqual([]);
  } finally {
    gateway.clock.now = began;
  }
});

describe('whom the Club may ask', () => {
  const STAFF = 'club-staff';
  const tryToAsk = async (
    subject: number,
    addressee: readonly ['Child' | 'Guardian', number],
    purpose = MATTER.purpose,
  ) => {
    const query = `mutation ($input: ConsentRequestInput!) { said: recordConsentRequest(input: $input) { key } }`;
    const ids = {
      subject: gateway.idOf(STAFF, 'Child', subject),
      addressee: gateway.idOf(STAFF, addressee[0], addressee[1]),
    };
    const input = { ...MATTER, ...ids, purpose, matter: 'm', categories: ['NAME'], outcome: 'SENT' };
    const { body } = await gateway.ask({ as: STAFF, purpose: 'CONSENT_REQUEST', query, variables: { input } });
    return body.errors?.[0]?.message ?? 'asked';
  };
  const key = (alias: string) => world.person(alias).key;

  test('of a child under 16 a guardian who speaks for it, and nobody else', async () => {
    const refused = expect.stringContaining('CONSENT_GIVER_NOT_COMPETENT');
    expect(await tryToAsk(key('cn'), ['Child', key('ct')])).toEqual(refused);
    expect(await tryToAsk(key('cn'), ['Child', key('cn')])).toEqual(refused);
    expect(await tryToAsk(key('co'), ['Guardian', key('ga')])).toEqual(refused);
    expect(await tryToAsk(key('cc'), ['Guardian', key('ga')])).toEqual(refused);
    expect(await tryToAsk(key('cn'), ['Guardian', 99_999_999])).toEqual(refused);
    expect(await tryToAsk(key('cn'), ['Guardian', 900_999])).toBe('asked');
  });

  test('of a child of 16 the child; a guardian for a service only; of a grown-up nobody but the person', async () => {
    const refused = expect.stringContaining('CONSENT_GIVER_NOT_COMPETENT');
    expect(await tryToAsk(key('ct'), ['Child', key('ct')])).toBe('asked');
    expect(await tryToAsk(key('ct'), ['Guardian', 900_999])).toEqual(refused);
    expect(await tryToAsk(key('ct'), ['Guardian', 900_999], 'REQUESTED_SERVICE' as never)).toBe('asked');
    expect(await tryToAsk(key('cu'), ['Guardian', 900_999])).toEqual(refused);
    expect(await tryToAsk(key('cu'), ['Child', key('cu')])).toBe('asked');
  });
});
