import fc from 'fast-check';
import { buyStatistic, type StatisticAnswer } from '../../src/statistics/buyStatistic.js';
import { AGE_BANDS } from '../../src/statistics/domain/ageBand.js';
import { PLACES } from '../../src/statistics/domain/place.js';
import type { NoisePool } from '../../src/statistics/noise/noisePool.js';
import { present } from '../../src/statistics/present.js';
import type { AskedQuestion } from '../../src/statistics/question.js';
import type { StatisticRelease } from '../../src/statistics/statisticRelease.js';
import { testModel } from './testModel.js';
import { immediateNoise } from '../statistics/immediateNoise.js';
import { seededUniform } from '../statistics/scriptedUniform.js';
import { settings } from '../statistics/settings.js';
import { openWorld, purchase, type Family, type World } from './worlds.js';

type Asked = Partial<AskedQuestion> & {
  readonly where?: Readonly<Partial<Record<'MUNICIPALITY' | 'AGE_BAND', readonly string[] | null | undefined>>>;
};

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world.close();
});

/** The same noise in both worlds (Re:cord-play), and a record of every call of the primitive. */
function frozenNoise(seed: number, calls: string[]): NoisePool {
  return immediateNoise(seededUniform(seed), (call) => calls.push(call));
}

const familiesOf = (cell: StatisticRelease['cells'][number] | undefined): bigint => cell?.sums[0] ?? 0n;

function releaseOf(answer: StatisticAnswer): StatisticRelease {
  if (answer.kind !== 'RELEASE') throw new Error('Expected a release.');
  return answer.release;
}

async function run(families: readonly Family[], asked: Asked, seed: number) {
  await world.reset(families);
  const calls: string[] = [];
  const answer = await buyStatistic(purchase(asked), world.ports(frozenNoise(seed, calls)));
  // The body is the answer itself, compared cell by cell below.
  const statements = world.statements.map((statement) => statement.replace(/"\{.*\}"/, '"BODY"'));
  return { release: releaseOf(answer), calls, statements };
}

const family: fc.Arbitrary<Family> = fc.record({
  place: fc.constantFrom(...PLACES.slice(0, 3).map(({ code }) => code), 'OTHER'),
  band: fc.constantFrom(...AGE_BANDS.map(({ code }) => code)),
});
const asked: fc.Arbitrary<Asked> = fc.record({
  groupBy: fc.subarray(['MUNICIPALITY', 'AGE_BAND']),
  where: fc.record({
    MUNICIPALITY: fc.option(fc.constantFrom(['04101', 'OTHER'], ['04102']), { freq: 1 }),
    AGE_BAND: fc.option(fc.constantFrom(['0-5', '18+'], ['6-8']), { freq: 1 }),
  }),
});

test('one family more or less: same statements, same draws, and a difference of at most 1 in exactly one cell', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(family, { maxLength: 30 }),
      family,
      asked,
      fc.integer(),
      async (families, one, question, seed) => {
        const without = await run(families, question, seed);
        const withOne = await run([...families, one], question, seed);
        expect(withOne.calls).toEqual(without.calls);
        expect(withOne.statements).toEqual(without.statements);
        const differences = withOne.release.cells
          .map((cell, index) => familiesOf(cell) - familiesOf(without.release.cells[index]))
          .filter((difference) => difference !== 0n);
        const asks = (values: readonly string[] | null | undefined, value: string): boolean =>
          values?.includes(value) ?? true;
        const counted = asks(question.where?.MUNICIPALITY, one.place) && asks(question.where?.AGE_BAND, one.band);
        expect(differences).toEqual(counted ? [1n] : []);
        seen += differences.length;
      },
    ),
    { numRuns: 60, seed: 20261122 },
  );
  expect(seen).toBeGreaterThan(10);
});

test('the order in which families are stored changes nothing', async () => {
  const families: readonly Family[] = Array.from({ length: 40 }, (_family, index) => ({
    place: PLACES[index % 5]?.code ?? 'OTHER',
    band: AGE_BANDS[index % 6]?.code ?? '0-5',
  }));
  const question = { groupBy: ['MUNICIPALITY', 'AGE_BAND'] };
  const there = await run(families, question, 5);
  const back = await run(families.toReversed(), question, 5);
  expect(back.release.cells).toEqual(there.release.cells);
});

test('the answer is exact count plus the drawn noise, and an empty world answers every cell too', async () => {
  const families: readonly Family[] = Array.from({ length: 100 }, () => ({ place: '04101', band: '6-8' }));
  const empty = await run([], { groupBy: ['AGE_BAND'] }, 9);
  const full = await run(families, { groupBy: ['AGE_BAND'] }, 9);
  expect(empty.release.cells).toHaveLength(6);
  expect(full.release.cells.map((cell, index) => familiesOf(cell) - familiesOf(empty.release.cells[index]))).toEqual([
    0n,
    100n,
    0n,
    0n,
    0n,
    0n,
  ]);
});

test('a cell with k families may be suppressed and one with fewer shown: the threshold looks at the noisy number', async () => {
  const statuses = async (count: number): Promise<Set<string | undefined>> => {
    const seen = new Set<string | undefined>();
    for (let seed = 1; seed <= 12; seed += 1) {
      const families = Array.from({ length: count }, () => ({ place: '04101', band: '6-8' }));
      const { release } = await run(families, { groupBy: [], where: { MUNICIPALITY: ['04101'] } }, seed);
      const cell = present(release, { settings, model: testModel() }).cells[0];
      expect(cell?.numbers.FAMILIES?.status).toBe(familiesOf(release.cells[0]) >= 10n ? 'RELEASED' : 'SUPPRESSED');
      seen.add(cell?.numbers.FAMILIES?.status);
    }
    return seen;
  };
  expect(await statuses(9)).toEqual(new Set(['RELEASED', 'SUPPRESSED']));
  expect(await statuses(10)).toEqual(new Set(['RELEASED', 'SUPPRESSED']));
});

test('two releases of one question on neighbouring snapshots carry independent noise', async () => {
  const differences = new Set<bigint>();
  for (let seed = 1; seed <= 15; seed += 1) {
    const before = await run([], { groupBy: [] }, seed);
    const after = await run([{ place: '04101', band: '6-8' }], { groupBy: [] }, 1000 + seed);
    differences.add(familiesOf(after.release.cells[0]) - familiesOf(before.release.cells[0]));
  }
  expect(differences.size).toBeGreaterThan(5);
});
