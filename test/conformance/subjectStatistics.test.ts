import type { NoisePool } from '../../src/statistics/noise/noisePool.js';
import { loadDemoConsents } from '../../src/embedded/data/loadDemoConsents.js';
import { startGateway, type As, type Data, type Gateway } from '../support/startGateway.js';

/** Noise that is none: what a change takes from a statistic is told to the family, by the statistic itself. */
const silence: NoisePool = { take: async (_sigma2, count) => Array.from({ length: count }, () => 0n) };

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({
    change: (environment) => {
      const { statistics } = environment;
      return { ...environment, statistics: { ...statistics, ports: { ...statistics.ports, noise: silence } } };
    },
  });
  await loadDemoConsents(gateway.data.governance, { families: 40, members: 120, today: '2026-11-22' });
  await gateway.refresh();
});
afterAll(async () => gateway.close());

const RIGHTS = 'DATA_SUBJECT_RIGHTS';
const NUMBER = '{ value low high status }';

async function ask(as: As, purpose: string, query: string): Promise<Data> {
  const { body } = await gateway.ask({ as, purpose, query });
  expect(body.errors).toBeUndefined();
  return body.data;
}

/** The demo's mother of three, who has just signed in. */
const mother = async (query: string) =>
  ask(
    { ...gateway.identity('guardian'), authTime: Math.floor(gateway.clock.now.getTime() / 1_000) - 20 },
    RIGHTS,
    query,
  );

/** A release is served again as it is: each question after a change is somebody's first, or another question about the same families. */
async function counted(as: string, where = '', consenting = true): Promise<Data> {
  const numbers = `families ${NUMBER} ${consenting ? `consenting ${NUMBER}` : ''}`;
  const query = `{ statistics { families${where} { cells { ${numbers} } } } }`;
  const [cell] = (await ask(as, 'AGGREGATE_ANALYSIS', query)).statistics.families.cells;
  return cell;
}
async function regions(as: string): Promise<ReadonlyMap<string, Data>> {
  const query = `{ statistics { families(groupBy: [REGION]) { cells { by { region { code } } families ${NUMBER} } } } }`;
  const { cells } = (await ask(as, 'AGGREGATE_ANALYSIS', query)).statistics.families;
  return new Map(cells.map(({ by, families }: Data) => [by.region.code, families]));
}
/** Everybody, since nobody lives outside: in words of its own. */
async function everywhere(): Promise<string> {
  const outside = `select from guardians where prefecture <> '宮城県' union all select from children where prefecture <> '宮城県'`;
  expect((await gateway.data.club.query(outside)).rowCount).toBe(0);
  return '(where: { region: ["SENNAN", "SENDAI", "OSAKI", "KURIHARA", "TOME", "ISHINOMAKI", "KESENNUMA_MOTOYOSHI"] })';
}
const isWithin = (count: number, { low, high }: Data): void => {
  expect(low).toBeLessThanOrEqual(count);
  expect(high).toBeGreaterThanOrEqual(count);
};

// clauses: A6-3c A6-3d A6-3e
test("each step of a guardian's story is seen in the statistics: a move in the next snapshot, a withdrawal and an erasure at once", async () => {
  const { me } = await mother(
    '{ me { guardian { municipality { code } children { id } } consents { id on purpose recipient subjectKind } } }',
  );
  expect(me.guardian.municipality.code).toMatch(/^041/);
  const [before, places] = [await counted('analyst'), await regions('analyst')];

  // She moves from Sendai to Ishinomaki: the whole family, and the snapshot of the day says so from the refresh on.
  const address = 'postalCode: "986-0822", municipalityCode: "04202", street: "中央1-1"';
  const moved = await mother(`mutation { correctMine(input: { address: { ${address} } }) { state } }`);
  expect(moved.correctMine).toEqual([{ state: 'DONE' }]);
  // The same release; the interval near a threshold is each reader's own.
  expect((await regions('coop-staff')).get('SENDAI').value).toBe(places.get('SENDAI').value);
  await gateway.refresh();
  const [still, after] = [await counted('analyst'), await regions('analyst')];
  expect(still.families.value).toBe(before.families.value);
  expect(after.get('SENDAI').value).toBe(places.get('SENDAI').value - 1);

  // She takes her consent to the bookshop back: the next statistic, of the same snapshot, has one family less that consents.
  const given = me.consents.find(
    ({ on, purpose, recipient, subjectKind }: Data) =>
      on && purpose === 'CONSENTED_DISCLOSURE' && recipient === 'PARTNER_BOOKS' && subjectKind === 'GUARDIAN',
  );
  await mother(`mutation { switchConsent(consentId: "${given.id}", on: false) { on } }`);
  const withdrawn = await counted('analyst', await everywhere());
  expect(withdrawn.consenting.value).toBe(still.consenting.value - 1);
  expect(withdrawn.families.value).toBe(still.families.value);

  // She is erased: the next one has a family less. Whoever bought before keeps what they bought, and its interval holds the new count.
  const erased = await mother('mutation { eraseMine { state } }');
  expect(erased.eraseMine.state).toBe('DONE');
  const gone = await counted('operator-staff', '', false);
  expect(gone.families.value).toBe(still.families.value - 1);
  isWithin(gone.families.value, still.families);
  expect((await counted('analyst')).families).toEqual(still.families);
});
