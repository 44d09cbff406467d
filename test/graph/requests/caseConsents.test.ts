import type { VerifiedCaller } from '../../../src/policy/caller.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Data, type Gateway } from '../../support/startGateway.js';
import { DESK, MANAGER, TYPES } from '../../conformance/httpRegisters.js';

/** A word on consent that is on paper, or said at the desk. */

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  // A Tuesday, in the hours of the desk.
  gateway.clock.now = new Date('2026-11-24T10:00:00+09:00');
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const purpose = 'DATA_SUBJECT_RIGHTS';
const MATTER = { purpose: 'CONSENTED_DISCLOSURE', recipient: 'PARTNER_BOOKS', categories: ['NAME', 'PHONE'] } as const;
const WORD = { ...MATTER, textVersion: '2026-04', channel: 'PAPER' } as const;
const SAID =
  '{ id state counts givenAs record { giver { relation ageAtEvent } events { eventType channel entityId } } }';

const idOf = (as: As, alias: string) => gateway.idOf(as, TYPES[world.person(alias).kind], world.person(alias).key);
const self = (alias: string): Partial<VerifiedCaller> => {
  const { kind, key } = world.person(alias);
  const role = kind === 'GUARDIAN' ? 'SELF_GUARDIAN' : 'SELF_CHILD';
  return { subjectId: alias, organisation: 'SELF', roles: [role], subject: { kind, reference: key } };
};

async function send(query: string, variables: Record<string, unknown> = {}, as: As = DESK.as) {
  const { body } = await gateway.ask({ as, purpose, query, variables });
  return { said: body.data?.said, error: body.errors?.[0]?.message };
}

interface Case {
  readonly about: string;
  readonly by?: string;
  readonly right?: string;
  readonly verified?: boolean;
}

async function openCase({ about, by = about, right = 'CONSENT', verified = true }: Case): Promise<string> {
  const verification = verified ? { method: 'IDENTITY_DOCUMENT', document: 'licence' } : null;
  const who = { subject: idOf(DESK.as, about), requestedBy: idOf(DESK.as, by) };
  const input = { ...who, right, receivedOn: '2026-11-24', channel: 'POST', verification };
  const query = 'mutation ($input: RightsCaseInput!) { said: recordRightsCase(input: $input) { key } }';
  const { said, error } = await send(query, { input });
  expect(error).toBeUndefined();
  return said.key as string;
}

const say = async (verb: 'grant' | 'refuse', key: string, change: object = {}) =>
  send(
    `mutation ($key: ID!, $input: CaseConsentInput!) { said: ${verb}ConsentForCase(key: $key, input: $input) ${SAID} }`,
    { key, input: { ...WORD, ...change } },
  );
const withdraw = async (key: string, id: string) =>
  send(
    `mutation ($key: ID!, $id: ID!) { said: withdrawConsentForCase(key: $key, consentId: $id, channel: TELEPHONE) ${SAID} }`,
    { key, id },
  );
const answer = async (key: string) =>
  send('mutation ($key: ID!) { said: answerRequest(key: $key, decision: GRANTED, explanation: "done") { open } }', {
    key,
  });

async function partnerSees(alias: string): Promise<Data> {
  const as = 'partner-analyst';
  const field = TYPES[world.person(alias).kind].toLowerCase();
  const query = `query ($id: ID!) { found: ${field}(id: $id) { name phone email } }`;
  const { body } = await gateway.ask({ as, purpose: MATTER.purpose, query, variables: { id: idOf(as, alias) } });
  return body.data.found;
}

// clauses: A4-3 A6-4b
test('a form on paper is a yes of its giver from the next request on, with its channel; the case ends with it', async () => {
  const key = await openCase({ about: 'gn' });
  expect((await answer(key)).error).toContain('NOT_DONE');
  expect(await partnerSees('gn')).toBeNull();
  const { said } = await say('grant', key);
  const giver = { relation: 'SELF', ageAtEvent: null };
  const step = { eventType: 'GRANT', channel: 'PAPER', entityId: idOf(DESK.as, 'gn') };
  expect(said).toMatchObject({ state: 'GIVEN', counts: true, givenAs: 'SELF', record: { giver, events: [step] } });
  const { name, phone } = world.person('gn');
  expect(await partnerSees('gn')).toEqual({ name, phone, email: null });
  expect((await answer(key)).said).toEqual({ open: false });

  const again = await openCase({ about: 'gn' });
  const { said: known } = await send('query ($key: ID!) { said: consentsForCase(key: $key) { id state } }', {
    key: again,
  });
  expect(known).toEqual([{ id: said.id, state: 'GIVEN' }]);
  const taken = await withdraw(again, said.id as string);
  const last = { eventType: 'WITHDRAWAL', channel: 'TELEPHONE', entityId: step.entityId };
  expect(taken.said).toMatchObject({ state: 'WITHDRAWN', counts: false, record: { events: [step, last] } });
  expect(await partnerSees('gn')).toBeNull();
});

test('of a child the guardian speaks, and the no of the child at the desk outweighs it', async () => {
  const parents = await openCase({ about: 'ca', by: 'ga' });
  expect((await say('grant', parents)).said).toMatchObject({ counts: true, givenAs: 'GUARDIAN' });
  const own = await openCase({ about: 'ca' });
  expect((await say('grant', own, { channel: 'DESK' })).said).toMatchObject({ counts: false, givenAs: 'SELF' });
  const { said } = await say('refuse', own, { categories: [] });
  expect(said).toMatchObject({ state: 'REFUSED', record: { giver: { relation: 'SELF', ageAtEvent: 12 } } });
  expect(await partnerSees('ca')).toBeNull();
});

test('nothing is taken down without a verified open case that asks for it, in the hours of the desk', async () => {
  const refused = async (key: string) => [(await say('grant', key)).error, (await say('refuse', key)).error];
  const unverified = await openCase({ about: 'go', verified: false });
  for (const error of await refused(unverified)) expect(error).toContain('NOT_VERIFIED');
  const other = await openCase({ about: 'go', right: 'ACCESS' });
  for (const error of await refused(other)) expect(error).toContain('ACCESS');
  for (const error of await refused('nobody')) expect(error).toContain('no such open request');
  const began = gateway.clock.now;
  const key = await openCase({ about: 'go' });
  gateway.clock.now = new Date('2026-11-24T19:00:00+09:00');
  for (const error of await refused(key)) expect(error).toContain('OUTSIDE_DESK_HOURS');
  gateway.clock.now = began;
  expect(await partnerSees('go')).toBeNull();
});

test('a guardian whose link has ended since speaks for nobody, and no case reaches the consents of another', async () => {
  const key = await openCase({ about: 'ct', by: 'ga' });
  const ids = [world.person('ga').key, world.person('ct').key];
  const link = 'update guardian_links set state = $3 where guardian_id = $1 and child_id = $2';
  await gateway.data.club.query(link, [...ids, 'ENDED']);
  expect((await say('grant', key)).error).toContain('NOT_OWN_DATA');
  await gateway.data.club.query(link, [...ids, 'ACTIVE']);
  const { rows } = await gateway.data.governance.query<{ id: string }>(
    "select id from consents where subject_reference = $1 and state = 'GIVEN' limit 1",
    [world.person('gc').key],
  );
  const [others] = rows;
  for (const id of [others?.id ?? '', '00000000-0000-4000-8000-000000000000', 'x'])
    expect((await withdraw(key, id)).error).toBe('consentId: not a consent about the person of the case (A6-2).');
});

test('only the desk takes down such a word', async () => {
  const key = await openCase({ about: 'go' });
  const query = `mutation ($key: ID!, $input: CaseConsentInput!) { said: grantConsentForCase(key: $key, input: $input) { id } }`;
  for (const as of ['club-staff', 'privacy-manager', self('go')] as const)
    expect((await send(query, { key, input: WORD }, as)).error).toContain('requires role CONSULTATION_DESK');
});

describe('the privacy manager', () => {
  const query = `query ($subject: ID!) { supervision { consents(subject: $subject) {
    state standing { stands reason } record { piiPrincipalId giver { partyId relation } events { eventType entityId } } } } }`;
  const ask = async (as: As, asked: string, subject: string) =>
    gateway.ask({ as, purpose: asked, query, variables: { subject } });

  test('reads the record of one person, and whose word each is', async () => {
    const { body } = await ask(MANAGER.as, MANAGER.purpose, idOf(MANAGER.as, 'ca'));
    const consents = body.data.supervision.consents as readonly Data[];
    expect(new Set(consents.map(({ record }) => record.piiPrincipalId))).toEqual(new Set([idOf(MANAGER.as, 'ca')]));
    const givers = new Set(consents.map(({ record }) => record.giver.partyId));
    expect(givers).toContain(gateway.idOf(MANAGER.as, 'Guardian', 900_999));
    expect(givers).toContain(idOf(MANAGER.as, 'ga'));
    expect(consents.map(({ standing }) => standing[0].reason)).toContain('CONSENT_REFUSED');
  });

  test('is the one, with the auditor: nobody else does, nor by an id of another', async () => {
    expect((await ask('club-staff', 'CLUB_OPERATION', idOf('club-staff', 'ca'))).body.data.supervision).toBeNull();
    const { body } = await ask(MANAGER.as, MANAGER.purpose, idOf(DESK.as, 'ca'));
    expect(body.errors?.[0]?.extensions.code).toBe('BAD_INPUT');
  });
});

test('no yes is taken down about somebody who has died; a no may be', async () => {
  const key = await openCase({ about: 'ga' });
  const { key: guardian } = world.person('ga');
  await gateway.data.club.query("UPDATE guardians SET deceased_on = '2026-11-20' WHERE id = $1", [guardian]);
  expect((await say('grant', key)).error).toContain('DECEASED');
  expect((await say('refuse', key)).said).toMatchObject({ state: 'REFUSED' });
});
