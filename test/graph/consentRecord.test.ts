import { as27560 } from '../../src/graph/consents/as27560.js';
import type { VerifiedCaller } from '../../src/policy/caller.js';
import type { RegisteredConsent } from '../../src/registry/consentRegister.js';
import { club as policy } from '../policy/askClub.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Data, type Gateway } from '../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const purpose = 'DATA_SUBJECT_RIGHTS';
const RECORD = `record { recordId piiPrincipalId giver { partyId relation ageAtEvent } events { eventType eventState entityId } }`;

function self(alias: string): Partial<VerifiedCaller> {
  const { kind, key } = world.person(alias);
  const roles = [kind === 'GUARDIAN' ? 'SELF_GUARDIAN' : 'SELF_CHILD'] as const;
  return { subjectId: alias, organisation: 'SELF', roles, subject: { kind, reference: key } };
}

async function ask(by: string, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { body } = await gateway.ask({ as: self(by), purpose, query, variables });
  expect(body.errors).toBeUndefined();
  return body.data;
}

async function grant(by: string, change: Record<string, unknown> = {}): Promise<string> {
  const about = { purpose: 'CONSENTED_DISCLOSURE', recipient: 'PARTNER_BOOKS', categories: ['NAME', 'EMAIL'] };
  const input = { ...about, textVersion: '2026-04', ...change };
  const { said } = await ask(by, 'mutation ($input: ConsentInput!) { said: grantConsent(input: $input) { id } }', {
    input,
  });
  return said.id as string;
}

const withdraw = async (by: string, id: string) =>
  ask(by, 'mutation ($id: ID!) { withdrawConsent(consentId: $id) { state } }', { id });

// clauses: A4-3 A6-3e
test('a consent that was given and withdrawn is exported as a record of ISO/IEC TS 27560, both events in order', async () => {
  const id = await grant('gn', { validUntil: '2099-12-31' });
  await withdraw('gn', id);
  const { exportMine } = await ask('gn', 'mutation { exportMine { document } }');
  const { consents } = JSON.parse(exportMine.document as string) as { consents: readonly { record: Data }[] };
  const record = consents.map((each) => each.record).find(({ record_id }) => record_id === id);
  const me = gateway.idOf(self('gn'), 'Guardian', world.person('gn').key);
  const event = { entity_id: me, channel: 'MEMBER_PAGE', event_time: expect.stringMatching(/^\d{4}-.*Z$/) };
  expect(record).toEqual({
    schema_version: '27560:2023',
    record_id: id,
    pii_principal_id: me,
    giver: { party_id: me, relation: 'SELF', ageAtEvent: null },
    privacy_notice: { version: '2026-04', language: 'ja' },
    purpose: 'CONSENTED_DISCLOSURE',
    pii_information: ['NAME', 'EMAIL'],
    pii_controllers: ['株式会社宮城県学校用品協会'],
    recipient_third_parties: ['提携書店'],
    storage_locations: ['club', 'coop', 'broadcaster'],
    retention_period: 'P1095D',
    jurisdiction: 'JP',
    withdrawal_method: ['withdrawConsent (A6-4a)', '個人情報相談窓口 050-3628-2577 (A6-4b)'],
    lawful_basis: 'CONSENT',
    events: [
      { ...event, event_type: 'GRANT', event_state: 'GIVEN', validity_duration: expect.stringMatching(/^P\d+D$/) },
      { ...event, event_type: 'WITHDRAWAL', event_state: 'WITHDRAWN', validity_duration: null },
    ],
  });
});

test('a no is a record with its one event, and nobody else can read or withdraw what was said', async () => {
  const input = { purpose: 'CONSENTED_DISCLOSURE', recipient: 'PARTNER_BOOKS', categories: [], textVersion: '2026-04' };
  const query = `mutation ($input: ConsentInput!) { refuseConsent(input: $input) { id ${RECORD} } }`;
  const { refuseConsent } = await ask('go', query, { input });
  expect(refuseConsent.record.events).toMatchObject([{ eventType: 'REFUSAL', eventState: 'REFUSED' }]);
  const { consents } = await ask('gn', `{ consents { id ${RECORD} } }`);
  expect(consents.map(({ id }: Data) => id)).not.toContain(refuseConsent.id);
  const attempt = { query: 'mutation ($id: ID!) { withdrawConsent(consentId: $id) { id record { recordId } } }' };
  const { body } = await gateway.ask({ as: self('gn'), purpose, ...attempt, variables: { id: refuseConsent.id } });
  expect([body.data, body.errors?.[0]?.extensions.code]).toEqual([{ withdrawConsent: null }, 'REFUSED']);
});

test('a child reads that a guardian spoke, not which one nor how old; the guardian reads their own id', async () => {
  const child = world.person('ca').key;
  const id = await grant('ga', { childId: gateway.idOf(self('ga'), 'Child', child) });
  const read = async (by: string) => {
    const { consents } = await ask(by, `{ consents { id ${RECORD} } }`);
    return consents.find((each: Data) => each.id === id).record;
  };
  const other = await read('ca');
  expect(other.piiPrincipalId).toBe(gateway.idOf(self('ca'), 'Child', child));
  expect(other.giver).toEqual({ partyId: null, relation: 'GUARDIAN', ageAtEvent: null });
  expect(other.events).toEqual([{ eventType: 'GRANT', eventState: 'GIVEN', entityId: null }]);
  const own = gateway.idOf(self('ga'), 'Guardian', world.person('ga').key);
  const { giver, events } = await read('ga');
  expect([giver.partyId, events[0].entityId]).toEqual([own, own]);
});

describe('the record itself', () => {
  const consent: RegisteredConsent = {
    id: 'c',
    subject: { kind: 'CHILD_PARTICIPANT', reference: 12 },
    giver: { kind: 'GUARDIAN', reference: 5, relation: 'GUARDIAN', ageAtEvent: 41 },
    purpose: 'BENEFICIAL_INFORMATION',
    recipient: 'COOP',
    categories: ['EMAIL'],
    state: 'GIVEN',
    decidedAt: new Date('2026-11-22T15:00:00Z'),
    validUntil: '2026-11-24',
    textVersion: '2026-04',
    language: 'ja',
  };
  const given = {
    type: 'GRANT',
    state: 'GIVEN',
    actor: consent.giver,
    channel: 'DESK',
    validUntil: '2026-11-24',
    at: consent.decidedAt,
  } as const;
  const recording = { policy, subjectId: 'child', idOf: () => null };

  test('a giver that the reader may not know has neither id nor age in it', () => {
    const { giver, events } = as27560(consent, [given], recording);
    expect(giver).toEqual({ partyId: null, relation: 'GUARDIAN', ageAtEvent: null });
    expect(events).toMatchObject([{ entityId: null, channel: 'DESK' }]);
  });

  test('a yes lasts from its day in Tokyo to its last, both counted; one without an end has no duration', () => {
    expect(as27560(consent, [given], recording).events[0]?.validityDuration).toBe('P2D');
    expect(
      as27560({ ...consent, validUntil: null }, [{ ...given, validUntil: null }], recording).events[0]
        ?.validityDuration,
    ).toBeNull();
  });

  test('each yes has the day of its own; the newest one that of the consent, also from before events said it', () => {
    const renewed = {
      ...given,
      type: 'RENEWAL',
      state: 'RENEWED',
      validUntil: null,
      at: new Date('2026-11-24T03:00:00Z'),
    } as const;
    const { events } = as27560({ ...consent, validUntil: '2026-11-30' }, [given, renewed], recording);
    expect(events.map(({ validityDuration }) => validityDuration)).toEqual(['P2D', 'P7D']);
  });

  test('the accountable party is no third party, and of whom the policy has no period none is said', () => {
    expect(as27560({ ...consent, recipient: 'GAKKO' }, [], recording).recipientThirdParties).toEqual([]);
    expect(as27560(consent, [], recording).retentionPeriod).toBe('P365D');
    for (const categories of [['PURCHASE_HISTORY'], ['EMAIL', 'PURCHASE_HISTORY'], []] as const) {
      expect(as27560({ ...consent, categories }, [], recording).retentionPeriod).toBeNull();
    }
    const member = { ...consent, subject: { kind: 'COOP_MEMBER', reference: 1 } } as const;
    expect(as27560(member, [], recording).retentionPeriod).toBeNull();
  });
});
