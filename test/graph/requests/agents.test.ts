import { DESK, openRegisters, type Registers } from '../../conformance/httpRegisters.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Data, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
  gateway.clock.now = new Date('2026-11-24T10:00:00+09:00');
});
beforeEach(() => {
  gateway.clock.now = new Date('2026-11-24T10:00:00+09:00');
});
afterEach(async () => registers.putBack());
afterAll(async () => gateway.close());

const OWN = 'DATA_SUBJECT_RIGHTS';
const REQUEST = `{ key askedAs open verified decision toldAt toldBy fee { acceptedAt } }`;

function self(alias: string) {
  const { kind, key } = world.person(alias);
  return {
    subjectId: alias,
    organisation: 'SELF',
    roles: ['SELF_GUARDIAN'],
    subject: { kind, reference: key },
  } as const;
}
async function ask(as: As, query: string, purpose = OWN): Promise<Data> {
  return (await gateway.ask({ as, purpose, query })).body;
}
const say = (as: As, call: string, purpose = OWN) => ask(as, `mutation { said: ${call} ${REQUEST} }`, purpose);
const done = async (answer: Promise<Data>): Promise<Data> => {
  const { data, errors } = await answer;
  expect(errors).toBeUndefined();
  return data.said;
};
const refused = async (answer: Promise<Data>): Promise<string> => {
  const { data, errors } = await answer;
  expect(data?.said ?? null).toBeNull();
  return errors?.[0]?.message ?? 'no error';
};
const requestsOf = async (as: As): Promise<Data[]> =>
  (await ask(as, `{ me { requests ${REQUEST} } }`)).data.me.requests;
const untold = async (): Promise<string[]> =>
  (await ask('consultation-desk', '{ untoldAnswers { key } }')).data.untoldAnswers.map(({ key }: Data) => key);

const POWER = { method: 'POWER_OF_ATTORNEY', document: 'POA-7' };
const of = (about: string, more: Record<string, unknown>) => ({
  ...DESK,
  noun: 'RightsCase',
  input: { subject: world.person(about), right: 'ACCESS', receivedOn: '2026-11-20', ...more },
});
const opened = async (about: string, more: Record<string, unknown>) => registers.record(of(about, more));
const notOpened = async (more: Record<string, unknown>) => (await registers.tryToRecord(of('ga', more))).error;

// clauses: A6-2 A6-4b
test('a lawyer whom no table has asks by the number of a power of attorney, and by nothing less (APPI 37(3))', async () => {
  expect(await notOpened({})).toContain('one of the two says who asks');
  expect(await notOpened({ agent: 'POA-7', requestedBy: world.person('ga') })).toContain('one of the two');
  const identity = { method: 'IDENTITY_DOCUMENT', document: 'd-1' };
  expect(await notOpened({ agent: 'POA-7', verification: identity })).toContain('NOT_OWN_DATA');
  const key = await opened('ga', { agent: 'POA-7', channel: 'POST', verification: POWER });
  // It opens the record at the desk as any verified case does, of this person alone.
  const look = async (alias: string) => {
    const id = gateway.idOf('consultation-desk', 'Guardian', world.person(alias).key);
    return (await ask('consultation-desk', `{ guardian(id: "${id}") { phone } }`)).data.guardian.phone;
  };
  expect(await look('ga')).toBe(world.person('ga').phone);
  expect(await look('gn')).not.toBe(world.person('gn').phone);
  // The person sees that somebody asks in their name; the case is not theirs to go on with.
  expect(await requestsOf(self('ga'))).toMatchObject([{ key, askedAs: 'AGENT', verified: true }]);
  expect(await refused(say(self('ga'), `withdrawRequest(key: "${key}")`))).toContain('NOT_OWN_DATA');
});

// clauses: A6-7
test('a fee is agreed to at the desk with the proof of it, for one who has no page', async () => {
  const key = await opened('ga', { agent: 'POA-7', channel: 'POST', verification: POWER });
  const accept = (proof: string) => say('consultation-desk', `acceptFeeForCase(key: "${key}", proof: "${proof}")`);
  expect(await refused(accept('L-1'))).toContain('no fee was quoted');
  await done(say('consultation-desk', `quoteFee(key: "${key}", costs: [{ what: "copies", yen: 900 }], yen: 900)`));
  expect(await refused(accept('L-1'))).toContain('FEE_NOT_APPROVED');
  await done(say('privacy-manager', `approveFee(key: "${key}")`, 'GOVERNANCE'));
  const grant = () => say('consultation-desk', `answerRequest(key: "${key}", decision: GRANTED, explanation: "sent")`);
  expect(await refused(grant())).toContain('FEE_NOT_ACCEPTED');
  expect(await refused(accept('no number'))).toContain('acceptedProof');
  expect(await refused(say('club-staff', `acceptFeeForCase(key: "${key}", proof: "L-1")`))).toContain('requires');
  expect((await done(accept('L-1'))).fee.acceptedAt).toBe(gateway.clock.now.toISOString());
  expect((await registers.standing('RIGHTS_CASE', key))['fee']).toMatchObject({ acceptedProof: 'L-1' });
  expect((await done(grant())).decision).toBe('GRANTED');
});

// clauses: A6-5
test('an answer to who has no page is told by the desk, once, and that it was is on record (APPI 33(3))', async () => {
  const key = await opened('ga', { agent: 'POA-7', channel: 'POST', verification: POWER });
  const tell = (proof = 'R-12') => say('consultation-desk', `tellAnswer(key: "${key}", by: POST, proof: "${proof}")`);
  expect(await refused(tell())).toContain('no answer yet');
  await done(say('consultation-desk', `answerRequest(key: "${key}", decision: GRANTED, explanation: "sent")`));
  expect(await untold()).toEqual([key]);
  expect(await done(tell())).toMatchObject({ toldBy: 'POST', toldAt: gateway.clock.now.toISOString() });
  expect(await untold()).toEqual([]);
  expect(await refused(tell('R-13'))).toContain('TOLD_ALREADY');
  // On the page the answer stands by itself; who takes a request back knows it.
  const own = (await done(say(self('gn'), 'requestRight(right: ACCESS)'))).key;
  await done(say('consultation-desk', `answerRequest(key: "${own}", decision: GRANTED, explanation: "here")`));
  const back = await opened('gn', { requestedBy: world.person('gn'), channel: 'DESK' });
  const taken = `answerRequest(key: "${back}", decision: WITHDRAWN, explanation: "x", proof: "L-2")`;
  await done(say('consultation-desk', taken));
  expect(await untold()).toEqual([]);
});

test('an agent with a page reads the own case there and agrees to its fee; the case of another agent is not there', async () => {
  const key = await opened('ca', { requestedBy: world.person('gn'), channel: 'DESK', verification: POWER });
  await opened('ca', { requestedBy: world.person('go'), channel: 'DESK', verification: POWER });
  expect(await requestsOf(self('gn'))).toMatchObject([{ key, askedAs: 'AGENT' }]);
  await done(say('consultation-desk', `quoteFee(key: "${key}", costs: [{ what: "copies", yen: 900 }], yen: 900)`));
  await done(say('privacy-manager', `approveFee(key: "${key}")`, 'GOVERNANCE'));
  expect(await refused(say(self('go'), `acceptFee(key: "${key}")`))).toContain('NOT_OWN_DATA');
  expect((await done(say(self('gn'), `acceptFee(key: "${key}")`))).fee.acceptedAt).not.toBeNull();
});

test('what a guardian asked for a child is not told once the link has ended; a case is not handed to another', async () => {
  const about = gateway.idOf(self('ga'), 'Child', world.person('ca').key);
  const { key } = await done(say(self('ga'), `requestRight(right: ACCESS, about: "${about}")`));
  expect(await requestsOf(self('ga'))).toMatchObject([{ key, askedAs: 'GUARDIAN' }]);
  const link = `update guardian_links set state = $3, ended_on = $4 where guardian_id = $1 and child_id = $2`;
  const pair = [world.person('ga').key, world.person('ca').key];
  await gateway.data.club.query(link, [...pair, 'ENDED', '2026-11-01']);
  expect(await requestsOf(self('ga'))).toEqual([]);
  await gateway.data.club.query(link, [...pair, 'ACTIVE', null]);
  const desk = await opened('ca', { requestedBy: world.person('ga'), channel: 'DESK' });
  const again = `mutation ($input: RightsCaseInput!) { recordRightsCase(key: "${desk}", input: $input) { key } }`;
  const [child, other] = ['ca', 'gn'].map((alias) => {
    const type = alias === 'ca' ? 'Child' : 'Guardian';
    return gateway.idOf('consultation-desk', type, world.person(alias).key);
  });
  const input = { subject: child, requestedBy: other, right: 'ACCESS', channel: 'DESK', receivedOn: '2026-11-20' };
  const asking = { as: 'consultation-desk', purpose: OWN, query: again, variables: { input } };
  expect((await gateway.ask(asking)).body.errors?.[0]?.message).toContain('another case');
});
