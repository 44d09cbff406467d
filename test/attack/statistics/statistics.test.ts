import { zcdpToEpsilon } from '../../../src/statistics/accounting/zcdp.js';
import { rhoToNumber } from '../../../src/statistics/accounting/rho.js';
import { AGE_BANDS } from '../../../src/statistics/domain/ageBand.js';
import { PLACES } from '../../../src/statistics/domain/place.js';
import type { NoisePool } from '../../../src/statistics/noise/noisePool.js';
import { present } from '../../../src/statistics/present.js';
import type { StatisticRelease } from '../../../src/statistics/statisticRelease.js';
import type { AskedQuestion } from '../../../src/statistics/question.js';
import { immediateNoise } from '../../statistics/immediateNoise.js';
import { clubModel } from '../../statistics/clubModel.js';
import { seededUniform } from '../../statistics/scriptedUniform.js';
import { settings } from '../../statistics/settings.js';
import { attackerOn, type AttackedFamily } from './attackStore.js';
import { leastSquares } from './leastSquares.js';

/**
 * Attacks on statistics (privacy-maths B.1) by somebody who knows everything but one family, or one bit of each, and spends the whole budget
 * of a recipient. Each is held to what the budget promises: an attacker who decides between two neighbouring worlds at even odds
 * is right with at most e^eps / (1 + e^eps) + delta. Seeded, so that they come out the same; each is shown to work without noise.
 */

const DELTA = 1e-6;
const bands = AGE_BANDS.map(({ code }) => code);
const places = PLACES.slice(0, 15).map(({ code }) => code);
const silence: NoisePool = { take: async (_sigma2, count) => Array.from({ length: count }, () => 0n) };
const noiseOf = (seed: number): NoisePool => immediateNoise(seededUniform(seed));
const random = seededUniform(20261125);
const coin = (): boolean => random.belowInteger(2) === 1;

function mostRight(rho: number): number {
  const epsilon = zcdpToEpsilon(rho, DELTA);
  return Math.exp(epsilon) / (1 + Math.exp(epsilon)) + DELTA;
}
/** Five standard errors of a share of so many trials: a false alarm in 3 million. */
const slack = (trials: number): number => 2.5 / Math.sqrt(trials);

const others: readonly AttackedFamily[] = Array.from({ length: 300 }, (_family, index) => ({
  MUNICIPALITY: places[index % 15] ?? '',
  AGE_BAND: bands[index % 6] ?? '',
}));
const TARGET: AttackedFamily = { MUNICIPALITY: '04101', AGE_BAND: '6-8' };

/** How often the attacker is right about whether the target is in the data. */
async function successOf(
  trials: number,
  noise: (trial: number) => NoisePool,
  guess: (attacker: ReturnType<typeof attackerOn>) => Promise<boolean>,
): Promise<number> {
  let right = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const isIn = coin();
    const attacker = attackerOn(isIn ? [...others, TARGET] : others, noise(trial));
    if ((await guess(attacker)) === isIn) right += 1;
    expect(attacker.spentNano()).toBeLessThanOrEqual(settings.recipientCapNano);
  }
  return right / trials;
}

const total = async (
  attacker: ReturnType<typeof attackerOn>,
  asked: Partial<AskedQuestion>,
): Promise<number | null> => {
  const release = await attacker.buy(asked);
  return release?.cells.reduce((sum, { sums }) => sum + Number(sums[0] ?? 0n), 0) ?? null;
};

describe('differencing: everybody, less everybody but the target’s cell', () => {
  const exact = (filter: (family: AttackedFamily) => boolean): number => others.filter(filter).length;
  const guess = async (attacker: ReturnType<typeof attackerOn>): Promise<boolean> => {
    const all = (await total(attacker, {})) ?? 0;
    const rest = (await total(attacker, { where: { AGE_BAND: bands.filter((band) => band !== '6-8') } })) ?? 0;
    return all - rest - exact(({ AGE_BAND }) => AGE_BAND === '6-8') > 0.5;
  };

  test('works on exact numbers, and is a coin toss on ours', async () => {
    expect(await successOf(50, () => silence, guess)).toBe(1);
    const success = await successOf(1_000, noiseOf, guess);
    expect(success).toBeLessThanOrEqual(mostRight(0.01) + slack(1_000));
    expect(success).toBeLessThan(0.6);
  }, 60_000);
});

describe('averaging', () => {
  test('equivalent forms of one question are one release, whatever they look like', async () => {
    const attacker = attackerOn(others, noiseOf(1));
    const forms: readonly Partial<AskedQuestion>[] = [
      { groupBy: ['AGE_BAND'] },
      { groupBy: ['AGE_BAND'], where: {} },
      { groupBy: ['AGE_BAND'], where: { AGE_BAND: bands } },
      { groupBy: ['AGE_BAND'], where: { AGE_BAND: bands.toReversed() } },
      { groupBy: ['AGE_BAND'], where: { MUNICIPALITY: PLACES.map(({ code }) => code).toReversed() } },
      { groupBy: ['AGE_BAND'], sums: ['FAMILIES'] },
    ];
    const releases: (StatisticRelease | null)[] = [];
    for (const asked of forms) releases.push(await attacker.buy(asked));
    expect(new Set(releases.map((release) => release?.id)).size).toBe(1);
    expect(attacker.spentNano()).toBe(5_000_000n);
  });

  test('other ways to the same number each cost their price, and all of them together no more than the budget promises', async () => {
    /** The number of families in the target's band, in as many ways as there are. */
    const guess = async (attacker: ReturnType<typeof attackerOn>): Promise<boolean> => {
      const ways: number[] = [];
      for (let way = 0; way < 40; way += 1) {
        const kept = places.filter((_place, index) => index === 0 || (index * 7 + way) % 5 !== 0);
        const asked = { where: { AGE_BAND: ['6-8'], MUNICIPALITY: kept } };
        const known = others.filter((one) => one.AGE_BAND === '6-8' && kept.includes(one.MUNICIPALITY)).length;
        const noisy = await total(attacker, asked);
        if (noisy !== null) ways.push(noisy - known);
      }
      return ways.reduce((sum, each) => sum + each, 0) / ways.length > 0.5;
    };
    expect(await successOf(20, () => silence, guess)).toBe(1);
    const success = await successOf(300, noiseOf, guess);
    expect(success).toBeLessThanOrEqual(mostRight(rhoToNumber(settings.recipientCapNano)) + slack(300));
  }, 60_000);
});

test('threshold probing: what is shown and what is not tells of one family no more than the number does', async () => {
  const shownOf = async (families: number): Promise<number> => {
    let shown = 0;
    for (let seed = 0; seed < 1_500; seed += 1) {
      const cell = Array.from({ length: families }, () => TARGET);
      const release = await attackerOn(cell, noiseOf(seed)).buy({ where: { MUNICIPALITY: ['04101'] } });
      if (release === null) throw new Error('Not bought.');
      const { cells } = present(release, { reader: 'OUTSIDE', settings, model: clubModel });
      if (cells[0]?.numbers.FAMILIES?.status === 'RELEASED') shown += 1;
    }
    return shown / 1_500;
  };
  const [nine, ten] = [await shownOf(9), await shownOf(10)];
  const bound = Math.exp(zcdpToEpsilon(0.005, DELTA));
  expect(ten).toBeLessThanOrEqual(bound * nine + DELTA + slack(1_500));
  expect(1 - nine).toBeLessThanOrEqual(bound * (1 - ten) + DELTA + slack(1_500));
  expect(nine).toBeGreaterThan(0.3);
  expect(ten).toBeLessThan(0.7);
}, 60_000);

describe('linear reconstruction (Dinur and Nissim): who of ninety families, one a cell, is there', () => {
  /** The share of bits that are right after the whole budget went into random subsets of places, by band. */
  async function reconstructed(noise: NoisePool): Promise<number> {
    const secret = new Map(places.flatMap((place) => bands.map((band) => [`${place} ${band}`, coin()] as const)));
    const families = [...secret]
      .filter(([, isIn]) => isIn)
      .map(([cell]) => {
        const [MUNICIPALITY = '', AGE_BAND = ''] = cell.split(' ');
        return { MUNICIPALITY, AGE_BAND };
      });
    const attacker = attackerOn(families, noise);
    const rows: number[][] = [];
    const sums: number[][] = bands.map(() => []);
    for (;;) {
      const kept = places.filter(() => coin());
      // The same subset again would be the same numbers, for nothing.
      const isKnown = rows.some((row) => places.every((place, column) => kept.includes(place) === (row[column] === 1)));
      if (kept.length < 2 || isKnown) continue;
      const release = await attacker.buy({ groupBy: ['AGE_BAND'], where: { MUNICIPALITY: kept } });
      if (release === null) break;
      rows.push(places.map((place) => (kept.includes(place) ? 1 : 0)));
      release.cells.forEach((cell, band) => sums[band]?.push(Number(cell.sums[0] ?? 0n)));
    }
    expect(rows).toHaveLength(20);
    expect(attacker.spentNano()).toBe(settings.recipientCapNano);
    const right = bands.flatMap((band, index) => {
      const found = leastSquares(rows, sums[index] ?? []);
      return places.map((place, column) => (found[column] ?? 0) > 0.5 === secret.get(`${place} ${band}`));
    });
    return right.filter(Boolean).length / right.length;
  }

  test('finds every bit in exact numbers, and in ours no more than the budget promises', async () => {
    expect(await reconstructed(silence)).toBeGreaterThan(0.97);
    let right = 0;
    const runs = 30;
    for (let seed = 1; seed <= runs; seed += 1) right += (await reconstructed(noiseOf(seed))) / runs;
    const bits = runs * 90;
    expect(right).toBeLessThanOrEqual(mostRight(rhoToNumber(settings.recipientCapNano)) + slack(bits));
    expect(right).toBeLessThan(0.65);
  }, 60_000);
});
