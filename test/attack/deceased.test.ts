import { DESK, openRegisters, type Registers } from '../conformance/httpRegisters.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type As, type Data, type Gateway } from '../support/startGateway.js';

/** Whoever signs in with the password of somebody who has died gets nothing, and changes nothing: an heir is a case of the desk (X03). */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
afterEach(async () => registers.putBack());
afterAll(async () => gateway.close());

function self(alias: string) {
  const { kind, key } = world.person(alias);
  const authTime = Math.floor(gateway.clock.now.getTime() / 1_000) - 5;
  const subject = { kind, reference: key } as const;
  return { subjectId: alias, organisation: 'SELF', roles: ['SELF_GUARDIAN'], subject, authTime } as const;
}
const ask = async (as: As, query: string): Promise<Data> =>
  (await gateway.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query })).body;

const CHANGES = (child: string): readonly string[] => [
  'correctMine(input: { phone: "022-123-4567" }) { state }',
  `correctMine(about: "${child}", input: { phone: "022-123-4567" }) { state }`,
  'eraseMine { state }',
  'stopMine(what: STOP_USE)',
  'switchAdvertising(on: true) { allowed }',
  'requestRight(right: ACCESS) { key }',
  'exportMine { document }',
  `recordServiceRequest(input: { subject: "${child}", requestedBy: "${child}", partner: "PARTNER_BOOKS", service: "b", needSet: [NAME] }) { key }`,
  `grantConsent(input: { purpose: CONSENTED_DISCLOSURE, recipient: "PARTNER_BOOKS", categories: [NAME], textVersion: "1" }) { on }`,
];
const MINE = `{ me { guardian { name } consents { id } advertising { allowed } corrections { id } requests { key }
  disclosures { disclosures { entry } } } }`;

async function getsNothing(alias: string): Promise<void> {
  const child = gateway.idOf(self(alias), 'Child', world.person('ca').key);
  for (const change of CHANGES(child)) {
    const { data, errors } = await ask(self(alias), `mutation { said: ${change} }`);
    expect([change, data?.said ?? null]).toEqual([change, null]);
    expect(errors?.[0]?.message).toMatch(/DECEASED|Nothing that is kept/);
  }
  const { me } = (await ask(self(alias), MINE)).data;
  expect(me).toEqual({
    guardian: null,
    consents: [],
    advertising: [],
    corrections: [],
    requests: [],
    disclosures: { disclosures: [] },
  });
}

// clauses: B-2
test('a guardian who has died by the source has no page', async () => getsNothing('gd'));

test('nor one of whom the desk learned it, from the next request on, and not for the children either', async () => {
  const { data } = await ask(self('ga'), MINE);
  expect(data.me.guardian).not.toBeNull();
  expect(data.me.consents.length).toBeGreaterThan(0);
  const [{ id: consent }] = data.me.consents;
  const input = { subject: world.person('ga'), deceasedOn: '2026-11-20', evidence: 'a paper' };
  await registers.record({ ...DESK, noun: 'Deceased', input });
  await getsNothing('ga');
  for (const said of [
    `switchConsent(consentId: "${consent}", on: false)`,
    `withdrawConsent(consentId: "${consent}")`,
  ]) {
    expect((await ask(self('ga'), `mutation { ${said} { on } }`)).errors[0].message).toContain('DECEASED');
  }
});
