import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { CLUB, lookAt, MANAGER, openRegisters, type Registers } from './httpRegisters.js';

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
afterAll(async () => gateway.close());
afterEach(async () => registers.putBack());

const on = (day: string) => (gateway.clock.now = new Date(`${day}T10:00:00+09:00`));
const publish = (critical: boolean, change: object = {}) =>
  registers.record({
    ...MANAGER,
    noun: 'Bulletin',
    input: { id: '2026-11b', title: 'x', body: 'x', critical, publishedOn: '2026-11-22', ...change },
  });
const read = () => registers.record({ ...CLUB, noun: 'BulletinReceipt', input: { bulletin: '2026-11b' } });

async function seen(as: string, purpose = 'CLUB_OPERATION') {
  const { found, reason, gate, answer } = await lookAt(gateway)({
    as,
    purpose,
    about: world.person('ga'),
    fields: 'name',
  });
  const governance = answer.body.extensions?.governance as { readonly warnings?: readonly { readonly code: string }[] };
  return { shows: found?.name !== undefined && found.name !== null, reason, gate, warnings: governance.warnings };
}

// clauses: A9-4b
test('a critical bulletin that is unread is a warning for fourteen days, then nothing comes out until it is read', async () => {
  expect(await seen(CLUB.as)).toMatchObject({ shows: true, warnings: undefined });
  await publish(true);
  expect(await seen(CLUB.as)).toMatchObject({ shows: true, warnings: [{ code: 'BULLETIN_UNREAD' }] });
  on('2026-12-06');
  expect(await seen(CLUB.as)).toMatchObject({ shows: true, warnings: [{ code: 'BULLETIN_UNREAD' }] });
  on('2026-12-07');
  expect(await seen(CLUB.as)).toMatchObject({ shows: false, reason: 'BULLETIN_UNREAD', gate: 'G3' });
  await registers.record({ ...CLUB, noun: 'BulletinReceipt', input: { bulletin: '2026-11b' } });
  expect(await seen(CLUB.as)).toMatchObject({ shows: true, warnings: undefined });
});

// clauses: A9-4b
test('it is asked of each person, of the own staff only, and of critical bulletins only', async () => {
  await publish(true);
  on('2026-12-10');
  await registers.record({ ...CLUB, noun: 'BulletinReceipt', input: { bulletin: '2026-11b' } });
  expect((await seen(CLUB.as)).shows).toBe(true);
  expect((await seen('privacy-manager', 'GOVERNANCE')).reason).toBe('BULLETIN_UNREAD');
  expect(await seen('operator-staff')).toMatchObject({ shows: true, warnings: undefined });
  await registers.putBack();
  await publish(false);
  on('2026-12-10');
  expect(await seen(CLUB.as)).toMatchObject({ shows: true, warnings: undefined });
});

// clauses: A9-4b
test('it counts from the day on which it is recorded, whatever earlier day it bears', async () => {
  await publish(true, { publishedOn: '2026-10-01' });
  expect(await seen(CLUB.as)).toMatchObject({ shows: true, warnings: [{ code: 'BULLETIN_UNREAD' }] });
  on('2026-12-07');
  expect(await seen(CLUB.as)).toMatchObject({ shows: false, reason: 'BULLETIN_UNREAD' });
});

// clauses: A9-4b
test('whoever has read one text has not read the next under the same id; the same text again is the same', async () => {
  await publish(true);
  await read();
  await registers.record({ ...MANAGER, noun: 'BulletinReceipt', input: { bulletin: '2026-11b' } });
  on('2026-12-10');
  await publish(true);
  expect(await seen(CLUB.as)).toMatchObject({ shows: true, warnings: undefined });
  await publish(true, { body: 'y' });
  expect(await seen(CLUB.as)).toMatchObject({ shows: true, warnings: [{ code: 'BULLETIN_UNREAD' }] });
  on('2026-12-25');
  expect(await seen(CLUB.as)).toMatchObject({ shows: false, reason: 'BULLETIN_UNREAD' });
  await read();
  expect(await seen(CLUB.as)).toMatchObject({ shows: true, warnings: undefined });
});
