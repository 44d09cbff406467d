import pg from 'pg';
import { demoConsents } from '../../../src/embedded/data/demoConsents.js';
import { demoReferences } from '../../../src/embedded/data/demoReferences.js';
import { loadDemoConsents } from '../../../src/embedded/data/loadDemoConsents.js';
import { makeWorld } from '../../../src/embedded/data/world.js';
import { createDatabase } from '../../support/database.js';

const SCALE = { families: 600, today: '2026-11-22' };
const consents = [...demoConsents(makeWorld(SCALE))];

it('has consents of every kind that a rule tells apart', () => {
  expect(consents.length).toBeGreaterThan(100);
  for (const state of ['GIVEN', 'WITHDRAWN', 'REFUSED']) expect(consents.some((one) => one.state === state)).toBe(true);
  for (const recipient of ['PARTNER_BOOKS', 'COOP', 'GAKKO'])
    expect(consents.some((one) => one.recipient === recipient)).toBe(true);
  const byChild = consents.filter(({ giver }) => giver.kind === 'CHILD_PARTICIPANT');
  expect(byChild.some(({ giver }) => giver.ageAtEvent < 16)).toBe(true);
  expect(byChild.some(({ giver }) => giver.ageAtEvent >= 16)).toBe(true);
  expect(consents.some(({ giver }) => giver.relation === 'GUARDIAN')).toBe(true);
});

it('has what the demo family said, and says it the same every time', () => {
  expect([...demoConsents(makeWorld(SCALE))]).toEqual(consents);
  const { guardian } = demoReferences(SCALE);
  const own = consents.filter(({ subject }) => subject.kind === 'GUARDIAN' && subject.reference === guardian);
  expect(own.map(({ recipient, state }) => `${recipient} ${state}`)).toEqual([
    'PARTNER_BOOKS GIVEN',
    'COOP GIVEN',
    'GAKKO GIVEN',
  ]);
});

it('loads them with their history, once', async () => {
  const database = await createDatabase('governance');
  const pool = new pg.Pool(database.connection);
  pool.on('error', () => undefined);
  expect(await loadDemoConsents(pool, SCALE)).toBe(consents.length);
  expect(await loadDemoConsents(pool, SCALE)).toBe(0);
  const { rows } = await pool.query(`select state, count(*)::int as events, count(distinct consent_id)::int as consents
    from consents join consent_events on consent_id = consents.id group by state order by state`);
  const of = (state: string) => consents.filter((one) => one.state === state).length;
  expect(rows).toEqual([
    { state: 'GIVEN', events: of('GIVEN'), consents: of('GIVEN') },
    { state: 'REFUSED', events: of('REFUSED'), consents: of('REFUSED') },
    { state: 'WITHDRAWN', events: 2 * of('WITHDRAWN'), consents: of('WITHDRAWN') },
  ]);
  await pool.end();
  await database.drop();
});
