import type { GraphEnvironment } from '../../src/graph/graphEnvironment.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Answer, type Gateway } from '../support/startGateway.js';
import { DESK, openRegisters, type Registers } from './httpRegisters.js';

/** What is taken back while a request is under way: consents are read by each batch, facts once (ADR 0086). */

let owner: Gateway;
let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
/** Runs before the batch of this number of the next request reads consents; then the batch goes on. */
let held: { readonly batch: number; readonly meanwhile: () => Promise<unknown> } | null = null;

function holding(environment: GraphEnvironment): GraphEnvironment {
  const { consents } = environment;
  let batch = 0;
  const recordsForRecipient: typeof consents.recordsForRecipient = async (...asked) => {
    batch += 1;
    if (batch === held?.batch) await held.meanwhile();
    return consents.recordsForRecipient(...asked);
  };
  const facts: GraphEnvironment['facts'] = async (question) => {
    batch = 0;
    return environment.facts(question);
  };
  return {
    ...environment,
    facts,
    consents: Object.assign(Object.create(consents) as typeof consents, { recordsForRecipient }),
  };
}

beforeAll(async () => {
  owner = await startGateway();
  world = await arrangeSubjects(owner);
  registers = await openRegisters(owner);
  gateway = await startGateway({ on: owner, change: holding });
});
afterEach(async () => {
  held = null;
  await registers.putBack();
});
afterAll(async () => {
  await gateway.close();
  await owner.close();
});

const names = (...aliases: readonly string[]) => aliases.map((alias) => world.person(alias).name).sort();

/** Two batches: the guardian, then the children. */
async function family(): Promise<{
  readonly guardian: string | null;
  readonly children: readonly string[];
  answer: Answer;
}> {
  const as = 'partner-analyst';
  const query = 'query ($id: ID!) { found: guardian(id: $id) { name children { name } } }';
  const variables = { id: gateway.idOf(as, 'Guardian', world.person('ga').key) };
  const answer = await gateway.ask({ as, purpose: 'CONSENTED_DISCLOSURE', query, variables });
  expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
  const { found } = answer.body.data;
  const shown: readonly { readonly name: string | null }[] = found?.children ?? [];
  return { guardian: found?.name ?? null, children: shown.flatMap(({ name }) => name ?? []).sort(), answer };
}

/** By the guardian, on the page of the other gateway; for the bookshop. */
async function withdraws(alias: string): Promise<void> {
  const { kind, key } = world.person(alias);
  const { rows } = await owner.data.governance.query<{ id: string }>(
    `select id from consents where subject_kind = $1 and subject_reference = $2
      and purpose = 'CONSENTED_DISCLOSURE' and recipient = 'PARTNER_BOOKS'`,
    [kind, key],
  );
  const subject = { kind: 'GUARDIAN', reference: world.person('ga').key } as const;
  const as = { subjectId: 'ga', organisation: 'SELF', roles: ['SELF_GUARDIAN'], subject } as const;
  for (const { id } of rows) {
    const query = `mutation { withdrawConsent(consentId: "${id}") { state } }`;
    const { body } = await owner.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query });
    expect(body.data).toEqual({ withdrawConsent: { state: 'WITHDRAWN' } });
  }
}

test('without anything taken back both batches show who consented', async () => {
  const { guardian, children } = await family();
  expect([guardian, children]).toEqual([world.person('ga').name, expect.arrayContaining(names('ca', 'ct'))]);
});

test('a consent withdrawn before its batch is read shows nothing any more, though the request began before', async () => {
  held = { batch: 2, meanwhile: async () => withdraws('ca') };
  const { guardian, children, answer } = await family();
  expect([guardian, children.includes(world.person('ca').name)]).toEqual([world.person('ga').name, false]);
  expect(children).toContain(world.person('ct').name);
  expect(answer.everything).not.toContain(world.person('ca').name);
});

test('a batch that was decided stays as it was decided, and the next request shows it no more', async () => {
  held = { batch: 2, meanwhile: async () => withdraws('ga') };
  expect((await family()).guardian).toBe(world.person('ga').name);
  held = null;
  expect((await family()).guardian).toBeNull();
});

test('a flag is a fact, read once as the request begins: it counts from the next request on', async () => {
  const { kind, key } = world.person('ca');
  const input = { subject: { kind, key }, flag: 'STOP_PROVISION', why: 'asked by telephone' };
  held = { batch: 2, meanwhile: async () => registers.record({ ...DESK, noun: 'SubjectFlag', input }) };
  expect((await family()).children).toContain(world.person('ca').name);
  held = null;
  expect((await family()).children).not.toContain(world.person('ca').name);
});
