import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Gateway } from '../../support/startGateway.js';
import { CLUB, DESK, lookAt, MANAGER, openRegisters, type Registers } from '../../conformance/httpRegisters.js';

/** Joint users have no record of provision: whom they must stop using follows from the log, and who got nothing hears nothing. */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
let look: ReturnType<typeof lookAt>;
beforeEach(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
  look = lookAt(gateway);
});
afterEach(async () => gateway.close());

const person = () => world.person('ga');
const guardian = () => {
  const { kind, key } = person();
  return {
    subjectId: 'ga',
    organisation: 'SELF',
    roles: ['SELF_GUARDIAN'],
    subject: { kind, reference: key },
  } as const;
};
const OPERATOR = { as: 'operator-staff', purpose: 'CLUB_OPERATION' } as const;
const COOP = { as: 'coop-staff', purpose: 'BENEFICIAL_INFORMATION' } as const;
const BOUGHT = 'name member { purchases(first: 1) { month } }';

const bought = async (): Promise<unknown> => {
  const { found } = await look({ ...COOP, about: person(), fields: BOUGHT });
  return (found as { readonly member?: { readonly purchases: unknown } } | null)?.member?.purchases ?? null;
};

const later = (): void => {
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 60_000);
};
const wish = async (mutation: string): Promise<void> => {
  later();
  const { body } = await gateway.ask({
    as: guardian(),
    purpose: 'DATA_SUBJECT_RIGHTS',
    query: `mutation { ${mutation} }`,
  });
  expect(body.errors).toBeUndefined();
};
interface Notice {
  readonly key: string;
  readonly cause: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly subject: string;
  readonly categories: readonly string[];
  readonly obligations: readonly string[];
}
const notices = async (): Promise<readonly Notice[]> => {
  const fields = 'key cause recipient purpose subject categories obligations';
  const { body } = await gateway.ask({ ...MANAGER, query: `{ supervision { stopNotices { ${fields} } } }` });
  const found = body.data.supervision.stopNotices as readonly Notice[];
  expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
  return found;
};
const told = async () =>
  (await notices()).map(({ recipient, purpose, cause }) => [recipient, purpose, cause].join(' '));
const own = async (as: As, purpose: string) => {
  const { body } = await gateway.ask({ as, purpose, query: '{ stopNotices { key subject } }' });
  return body.data.stopNotices as readonly Pick<Notice, 'key' | 'subject'>[];
};

// clauses: A6-3e A2(2)-r1a A2(2)-r2a
test.each(['STOP_PROVISION', 'STOP_USE'])(
  '%s is told to the joint users that got something of the person, by the id that they know, and to nobody else',
  async (what) => {
    await look({ ...OPERATOR, about: person(), fields: 'name phone' });
    await look({ ...CLUB, about: person(), fields: 'name' });
    await look({ ...COOP, about: world.person('go'), fields: 'name' });
    await wish('switchAdvertising(on: true) { allowed }');
    expect(await told()).toEqual([]);
    await wish(`stopMine(what: ${what})`);
    expect(await told()).toEqual(['SENDAI_HOSO CLUB_OPERATION PROVISION_STOPPED']);
    const [notice] = await notices();
    expect(notice).toMatchObject({ categories: ['NAME', 'PHONE'], obligations: ['STOP_USE'] });
    expect(notice?.subject).toBe(gateway.idOf(OPERATOR.as, 'Guardian', person().key));
    expect(await own(COOP.as, 'CLUB_OPERATION')).toEqual([]);
    expect(await own(OPERATOR.as, OPERATOR.purpose)).toEqual([{ key: notice?.key, subject: notice?.subject }]);

    const input = { notice: notice?.key, done: 'STOPPED' };
    await registers.record({ ...OPERATOR, noun: 'StopAcknowledgement', input });
    expect(await notices()).toEqual([]);
    expect((await look({ ...OPERATOR, about: person(), fields: 'name' })).found?.name ?? null).toBeNull();
  },
);

test('a flag of the desk is told as the person’s own word is, and its end takes the notice back', async () => {
  await look({ ...OPERATOR, about: person(), fields: 'name' });
  const flag = { subject: person(), flag: 'STOP_PROVISION', why: 'asked by telephone' };
  const key = await registers.record({ ...DESK, noun: 'SubjectFlag', input: flag });
  expect(await told()).toHaveLength(1);
  await gateway.data.governance.query(
    'begin; set local session_replication_role = replica; delete from register_entries where key = ' +
      `'${key}'; commit`,
  );
  expect(await told()).toEqual([]);
});

test('an end of advertising is told to who sent it on an opt-in, and a yes again takes that back', async () => {
  await look({ ...COOP, about: person(), fields: 'name email' });
  await look({ ...OPERATOR, about: person(), fields: 'name' });
  await wish('switchAdvertising(on: false) { allowed }');
  expect(await told()).toEqual(['COOP BENEFICIAL_INFORMATION CONSENT_WITHDRAWN']);
  expect((await notices())[0]).toMatchObject({ categories: ['EMAIL', 'NAME'], obligations: ['STOP_USE'] });
  await wish('switchAdvertising(on: true) { allowed }');
  expect(await told()).toEqual([]);
});

test('a consent in which a joint user was named is told with what it was about, and not where it was never used', async () => {
  expect(await bought()).toHaveLength(1);
  const { rows } = await gateway.data.governance.query<{ id: string }>(
    `select id from consents where subject_kind = 'GUARDIAN' and subject_reference = $1 and recipient = 'COOP' and state = 'GIVEN'
        and 'PURCHASE_HISTORY' = any(categories)`,
    [person().key],
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { id } of rows) await wish(`withdrawConsent(consentId: "${id}") { state }`);
  expect(await told()).toEqual(['COOP BENEFICIAL_INFORMATION CONSENT_WITHDRAWN']);
  expect((await notices())[0]).toMatchObject({
    categories: ['PURCHASE_HISTORY'],
    obligations: ['STOP_USE', 'RETURN_OR_ERASE'],
  });
  expect(await bought()).toBeNull();
});
