import { supervise } from '../../../src/supervision/watches/supervise.js';
import { DESK, MANAGER, openRegisters, type Registers } from '../../conformance/httpRegisters.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type Data, type Gateway } from '../../support/startGateway.js';

/** A request for a service outlives the link and the childhood that it was made on; whoever watches sees it. */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
let key: string;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
beforeEach(async () => {
  key = await registers.record({ ...by('ga'), noun: 'ServiceRequest', input: asked('ca', 'ga') });
});
afterEach(async () => {
  await link("state = 'ACTIVE', harm_flag = false, ended_on = null");
  await registers.putBack();
});
afterAll(async () => gateway.close());

const person = (alias: string) => world.person(alias);
const by = (alias: string, role: 'SELF_GUARDIAN' | 'SELF_CHILD' = 'SELF_GUARDIAN') => {
  const subject = { kind: person(alias).kind, reference: person(alias).key };
  return { as: { organisation: 'SELF', roles: [role], subject }, purpose: 'DATA_SUBJECT_RIGHTS' };
};
const asked = (about: string, requester: string) => {
  const service = { partner: 'PARTNER_BOOKS', service: 'books', needSet: ['NAME'] };
  return { subject: person(about), requestedBy: person(requester), ...service };
};
const link = (change: string) =>
  gateway.data.club.query(`update guardian_links set ${change} where guardian_id = $1 and child_id = $2`, [
    person('ga').key,
    person('ca').key,
  ]);

async function seen() {
  const query = '{ supervision { health { reasons } alerts { code key clauses what degrades } } }';
  const { body } = await gateway.ask({ ...MANAGER, query });
  expect(body.errors).toBeUndefined();
  const { health, alerts } = body.data.supervision;
  expect(health.reasons).not.toContain('REQUESTER_MAY_NOT_SPEAK');
  return alerts.filter(({ code }: Data) => code === 'REQUESTER_MAY_NOT_SPEAK');
}

// clauses: A4-4a
test('while the guardian may speak, and where the child of sixteen asked itself, there is nothing to see', async () => {
  await registers.record({ ...by('ct', 'SELF_CHILD'), noun: 'ServiceRequest', input: asked('ct', 'ct') });
  expect(await seen()).toEqual([]);
});

test.each([
  ['the link ended', "state = 'ENDED'"],
  ['the link ended by its date alone', "ended_on = '2026-11-20'"],
  ['harm to the child is suspected', 'harm_flag = true'],
])('when %s, the request is named by its key, nobody by name or number, until it is ended', async (_, change) => {
  await link(change);
  const [alert, ...others] = await seen();
  expect(others).toEqual([]);
  expect(alert).toMatchObject({ key, clauses: ['A4-4a'], degrades: false });
  expect(alert.what).toContain('PARTNER_BOOKS');
  for (const { name, key: reference } of [person('ca'), person('ga')]) {
    expect(alert.what).not.toMatch(new RegExp(`${name}|${reference}`));
  }
  await registers.end({ ...DESK, noun: 'ServiceRequest', key });
  expect(await seen()).toEqual([]);
});

test('when the child is of age it speaks for itself, and the guardian no more', async () => {
  await gateway.data.club.query(`update children set birth_date = '2008-11-23' where id = $1`, [person('ca').key]);
  try {
    expect(await seen()).toEqual([]);
    await gateway.data.club.query(`update children set birth_date = '2008-11-22' where id = $1`, [person('ca').key]);
    expect(await seen()).toMatchObject([{ key }]);
  } finally {
    await gateway.data.club.query('update children set birth_date = $2 where id = $1', [
      person('ca').key,
      person('ca').birthDate,
    ]);
  }
});

test('a club that does not answer is told as such, and hides no other alert; the health asks no source', async () => {
  const policy = gateway.environment.policies.policyAt(gateway.clock.now);
  const circumstances = { policy, now: gateway.clock.now, dataSets: [] };
  const readChildren = () => Promise.reject(new Error('down'));
  const { alerts } = await supervise(gateway.data.governance, { ...circumstances, readChildren });
  const of = (code: string) => alerts.filter((alert) => alert.code === code);
  expect(of('REQUESTER_MAY_NOT_SPEAK')).toMatchObject([{ key: null, degrades: false }]);
  expect(of('REQUESTER_MAY_NOT_SPEAK')[0]?.what).toContain('the club does not answer');
  const healthy = await supervise(gateway.data.governance, circumstances);
  expect(alerts.filter((alert) => alert.code !== 'REQUESTER_MAY_NOT_SPEAK')).toEqual(healthy.alerts);
});
