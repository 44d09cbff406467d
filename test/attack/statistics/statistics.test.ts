import { zcdpToEpsilon } from '../../../src/statistics/accounting/zcdp.js';
import { rhoToNumber } from '../../../src/statistics/accounting/rho.js';
import type { NoisePool } from '../../../src/statistics/noise/noisePool.js';
import { present } from '../../../src/statistics/present.js';
import type { StatisticRelease } from '../../../src/statistics/statisticRelease.js';
import { immediateNoise } from '../../statistics/immediateNoise.js';
import { clubModel } from '../../statistics/clubModel.js';
import { seededUniform } from '../../statistics/scriptedUniform.js';
import { settings } from '../../statistics/settings.js';
import { attackerOn } from './attackStore.js';
import * as attacks from './attacks.js';
import { bands, DELTA, mostRight, places, silence, slack, TARGET, type AttackedFamily } from './attacks.js';

/**
 * Attacks on statistics (privacy-maths B.1) by somebody who knows everything but one family, or one bit of each, and spends the whole budget
 * of a recipient. Each is held to what the budget promises: an attacker who decides between two neighbouring worlds at even odds
 * is right with at most e^eps / (1 + e^eps) + delta. Seeded, so that they come out the same; each is shown to work without noise.
 * onRealParts.test.ts runs them on the real ledger and store.
 */

const noiseOf = (seed: number): NoisePool => immediateNoise(seededUniform(seed));
const random = seededUniform(20261125);
const coin = (): boolean => random.belowInteger(2) === 1;

const others: readonly AttackedFamily[] = Array.from({ length: 300 }, (_family, index) => ({
  MUNICIPALITY: places[index % 15] ?? '',
  AGE_BAND: bands[index % 6] ?? '',
}));

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

describe('differencing: everybody, less everybody but the target’s cell', () => {
  const guess = async (attacker: attacks.Attacker) => attacks.byDifference(attacker, others);

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
    const releases: (StatisticRelease | null)[] = [];
    for (const asked of attacks.EQUIVALENT) releases.push(await attacker.buy(asked));
    expect(new Set(releases.map((release) => release?.id)).size).toBe(1);
    expect(attacker.spentNano()).toBe(5_000_000n);
  });

  test('other ways to the same number each cost their price, and all of them together no more than the budget promises', async () => {
    const guess = async (attacker: attacks.Attacker) => (await attacks.byAverage(attacker, others)).isIn;
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
      const { cells } = present(release, { settings, model: clubModel });
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
  /** The share of bits that are right after the whole budget. */
  async function reconstructed(noise: NoisePool): Promise<number> {
    const secret = attacks.secretOf(coin);
    const attacker = attackerOn(attacks.familiesOf(secret), noise);
    const { right, questions } = await attacks.reconstruct(attacker, secret, coin);
    expect(questions).toBe(20);
    expect(attacker.spentNano()).toBe(settings.recipientCapNano);
    return right;
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
