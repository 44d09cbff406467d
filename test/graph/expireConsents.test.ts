import type { VerifiedCaller } from '../../src/policy/caller.js';
import { expireConsents } from '../../src/rights/expireConsents.js';
import { childStandings } from '../../src/sources/club/childStandings.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Data, type Gateway } from '../support/startGateway.js';

/** A yes is renewed by its giver, and its end is written down. */

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());
const began = new Date('2026-11-22T10:00:00+09:00');
afterEach(async () => {
  gateway.clock.now = began;
  for (const alias of ['ca', 'ct']) await born(alias, world.person(alias).birthDate);
});

const self = (alias: string): Partial<VerifiedCaller> => {
  const { kind, key } = world.person(alias);
  const role = kind === 'GUARDIAN' ? 'SELF_GUARDIAN' : 'SELF_CHILD';
  return { subjectId: alias, organisation: 'SELF', roles: [role], subject: { kind, reference: key } };
};
const born = async (alias: string, day: string) =>
  gateway.data.club.query('update children set birth_date = $2 where id = $1', [world.person(alias).key, day]);
const at = (instant: string) => {
  gateway.clock.now = new Date(instant);
};
const expire = async (pageSize = 500) =>
  expireConsents({
    consents: gateway.environment.consents,
    readChildren: async (children, today) => childStandings(gateway.environment.sources.club.pool, children, today),
    now: () => gateway.clock.now,
    pageSize,
  });

async function ask(as: Partial<VerifiedCaller>, query: string) {
  const { body } = await gateway.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query });
  return { data: body.data, error: body.errors?.[0]?.message };
}
const BOOKS = 'purpose: CONSENTED_DISCLOSURE, recipient: "PARTNER_BOOKS", categories: [NAME]';
const grant = async (by: string, rest = ''): Promise<string> =>
  (await ask(self(by), `mutation { said: grantConsent(input: { ${BOOKS}, textVersion: "2026-04" ${rest} }) { id } }`))
    .data.said.id;
const renew = async (by: string, id: string, rest = '') =>
  ask(
    self(by),
    `mutation { said: renewConsent(consentId: "${id}", input: { textVersion: "2027-01" ${rest} }) { state on counts validUntil } }`,
  );
const recordOf = async (by: string, id: string): Promise<Data> => {
  const query =
    '{ consents { id state standing { stands reason } record { events { eventType eventState entityId channel validityDuration } } } }';
  return (await ask(self(by), query)).data.consents.find((each: Data) => each.id === id);
};
const statesOf = async (alias: string) => {
  const { rows } = await gateway.data.governance.query<{ state: string; relation: string }>(
    `select distinct giver_relation as relation, state from consents where subject_reference = $1 order by 1, 2`,
    [world.person(alias).key],
  );
  return rows.map(({ relation, state }) => `${relation} ${state}`);
};

// clauses: A4-3
test('a yes whose day is over has expired, once; its giver renews it, to the text of now, and it counts again', async () => {
  const id = await grant('gn', ', validUntil: "2026-11-23"');
  at('2026-11-23T23:59:59.999+09:00');
  expect(await expire()).toBe(0);
  at('2026-11-24T00:00:00+09:00');
  expect([await expire(), await expire()]).toEqual([1, 0]);
  expect(await recordOf('gn', id)).toMatchObject({ state: 'EXPIRED', standing: [{ reason: 'CONSENT_EXPIRED' }] });
  const again = await renew('gn', id, ', validUntil: "2026-12-31"');
  expect(again.data.said).toEqual({ state: 'RENEWED', on: true, counts: true, validUntil: '2026-12-31' });
  const me = gateway.idOf(self('gn'), 'Guardian', world.person('gn').key);
  const of = (eventType: string, eventState: string, validityDuration: string | null) => ({
    eventType,
    eventState,
    validityDuration,
    ...(eventType === 'EXPIRY' ? { entityId: null, channel: 'GATEWAY' } : { entityId: me, channel: 'MEMBER_PAGE' }),
  });
  expect((await recordOf('gn', id)).record.events).toEqual([
    of('GRANT', 'GIVEN', 'P2D'),
    of('EXPIRY', 'EXPIRED', null),
    of('RENEWAL', 'RENEWED', 'P38D'),
  ]);
});

test('at 18 and ninety days after 16 a guardian’s yes is over, the own stays; a link that ended ends none', async () => {
  await gateway.data.club.query("update guardian_links set state = 'ENDED' where child_id = $1", [
    world.person('cc').key,
  ]);
  expect(await expire(7)).toBe(0);
  expect(await statesOf('cc')).toEqual(['GUARDIAN GIVEN']);
  await born('ct', '2008-11-22');
  expect(await expire(7)).toBeGreaterThan(0);
  expect(await statesOf('ct')).toEqual(['GUARDIAN EXPIRED', 'SELF GIVEN']);
  // Said before the birthday.
  await gateway.data.governance.query("update consents set decided_at = '2026-04-01' where subject_reference = $1", [
    world.person('ca').key,
  ]);
  await born('ca', '2010-08-24');
  expect(await expire()).toBeGreaterThan(0);
  // Information for the person lapsed at 16; the rest on the ninety-first day.
  expect(await statesOf('ca')).toEqual(['GUARDIAN EXPIRED', 'GUARDIAN GIVEN']);
  at('2026-11-23T00:00:00+09:00');
  await expire();
  expect(await statesOf('ca')).toEqual(['GUARDIAN EXPIRED']);
});

test('what its giver renews while the job is at it stays a yes', async () => {
  const id = await grant('go', ', validUntil: "2026-11-24"');
  at('2026-11-25T10:00:00+09:00');
  const [read] = (
    await gateway.environment.consents.recordsOf([{ kind: 'GUARDIAN', reference: world.person('go').key }])
  ).filter((each) => each.id === id);
  await renew('go', id);
  expect(read === undefined ? 'none' : await gateway.environment.consents.expire(read)).toBeNull();
  expect((await recordOf('go', id)).state).toBe('RENEWED');
});

test('nobody but its giver renews a yes, and nobody one that was taken back', async () => {
  const own = await grant('ct');
  expect((await renew('ga', own)).error).toContain('only who gave it renews it');
  expect((await renew('gn', own)).error).toContain('not a consent of the caller');
  await ask(self('ct'), `mutation { withdrawConsent(consentId: "${own}") { id } }`);
  expect((await renew('ct', own)).error).toContain('WITHDRAWN');
  expect((await renew('ct', own, ', validUntil: "2026-11-21"')).data.said).toBeNull();
});

test('a child that said yes at fifteen says it again at sixteen: now it counts', async () => {
  await born('ct', '2010-11-23');
  const id = await grant('ct', ', validUntil: "2027-11-22"');
  expect((await recordOf('ct', id)).standing).toMatchObject([{ stands: false, reason: 'CONSENT_GIVER_NOT_COMPETENT' }]);
  at('2026-11-23T00:00:00+09:00');
  expect((await recordOf('ct', id)).standing).toMatchObject([{ stands: false }]);
  expect((await renew('ct', id)).data.said).toMatchObject({ state: 'RENEWED', counts: true });
});
