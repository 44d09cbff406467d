import { byteUniform } from '../../../src/statistics/noise/byteUniform.js';
import { createNoisePool, type NoisePoolOptions } from '../../../src/statistics/noise/createNoisePool.js';
import { cryptoUniform } from '../../../src/statistics/noise/cryptoUniform.js';
import { discreteGaussian, gaussianSampler } from '../../../src/statistics/noise/discreteGaussian.js';
import { parseRational } from '../../../src/statistics/rational.js';
import { seededUniform } from '../scriptedUniform.js';

const HUNDRED = parseRational('100');
const TWENTY = parseRational('20');

/** A pool whose ticks are let pass one by one. */
function poolByHand(options: Partial<NoisePoolOptions> = {}) {
  const passing: (() => void)[] = [];
  const tick = () => new Promise<void>((resolve) => void passing.push(resolve));
  const pool = createNoisePool({ uniform: seededUniform(1), tick, batch: 10, ahead: 20, ...options });
  const turn = async (times = 1): Promise<void> => {
    for (let index = 0; index < times; index += 1) {
      passing.shift()?.();
      // The pool looks at requests between two batches.
      for (let batch = 0; batch < 8; batch += 1) await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { pool, turn, waiting: () => passing.length };
}

test('draws come in the order in which they were drawn, each once, and none is lost or made up', async () => {
  const { pool, turn } = poolByHand();
  const taken = Promise.all([pool.take(HUNDRED, 7), pool.take(HUNDRED, 13), pool.take(HUNDRED, 5)]);
  await turn(6);
  const sampler = gaussianSampler(HUNDRED);
  const uniform = seededUniform(1);
  const expected = Array.from({ length: 25 }, () => BigInt(sampler(uniform)));
  expect((await taken).flat()).toEqual(expected);
});

test('an empty pool gives nothing before whole batches have passed, however few are wanted', async () => {
  const { pool, turn } = poolByHand();
  const given: number[] = [];
  const one = pool.take(HUNDRED, 1).then((draws) => given.push(draws.length));
  expect(given).toEqual([]);
  await turn(); // the first batch begins
  expect(given).toEqual([]);
  await turn(); // and is given out
  await one;
  expect(given).toEqual([1]);
});

test('the ticks that a wait takes depend on the number of draws, never on what they are', async () => {
  const ticksFor = async (seed: number): Promise<number> => {
    const { pool, turn } = poolByHand({ uniform: seededUniform(seed), ahead: 0, batches: 2 });
    let done = false;
    const taken = pool.take(HUNDRED, 35).then(() => (done = true));
    let ticks = 0;
    while (!done) {
      await turn();
      ticks += 1;
    }
    await taken;
    return ticks;
  };
  const ticks = await Promise.all(Array.from({ length: 20 }, (_seed, seed) => ticksFor(seed)));
  expect(new Set(ticks)).toEqual(new Set([3])); // one to begin, four batches of ten, two of them a tick
});

test('the sums of one question come at one tick, however many batches they need', async () => {
  const { pool, turn } = poolByHand({ ahead: 0 });
  const given: string[] = [];
  const sums = Promise.all(
    ['100', '20', '5'].map(async (text) => (await pool.take(parseRational(text), 15), given.push(text))),
  );
  await turn(); // six batches begin
  expect(given).toEqual([]);
  await turn();
  await sums;
  expect(given).toHaveLength(3);
});

test('no more batches than fit into a tick are made in it: what many wait for takes more ticks, and each other request its turn', async () => {
  const { pool, turn } = poolByHand({ ahead: 0, batches: 2 });
  const given: string[] = [];
  const large = pool.take(HUNDRED, 30).then(() => given.push('large'));
  const small = pool.take(TWENTY, 5).then(() => given.push('small'));
  await turn(2);
  expect(given).toEqual([]);
  await turn(1);
  await Promise.all([large, small]);
  expect(given).toHaveLength(2);
});

test('what was drawn ahead is given at once, and made again in the background', async () => {
  const { pool, turn, waiting } = poolByHand();
  const first = pool.take(HUNDRED, 1);
  await turn(10);
  await first;
  expect(waiting()).toBe(0); // full: nothing more is drawn
  expect(await pool.take(HUNDRED, 19)).toHaveLength(19);
  expect(waiting()).toBe(1);
  await turn(10);
  expect(await pool.take(HUNDRED, 20)).toHaveLength(20);
});

test('no draw of one variance is given for another, and who waits is served before the stock is filled', async () => {
  const { pool, turn } = poolByHand({ uniform: seededUniform(3) });
  const large = pool.take(parseRational('1000000'), 10);
  const small = pool.take(parseRational('1/4'), 10);
  await turn(3);
  expect((await small).every((draw) => draw <= 4n && draw >= -4n)).toBe(true);
  expect((await large).some((draw) => draw > 4n || draw < -4n)).toBe(true);
});

describe('refusals', () => {
  test('more than the pool can hold is refused, and leaves the others what they wait for', async () => {
    const { pool, turn } = poolByHand({ capacity: 30 });
    await expect(pool.take(HUNDRED, 31)).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
    const first = pool.take(HUNDRED, 20);
    await expect(pool.take(TWENTY, 11)).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
    await turn(3);
    expect(await first).toHaveLength(20);
  });

  test('when no randomness can be had, whoever waits is refused; nothing is made up', async () => {
    let fails = true;
    const bytes = cryptoUniform();
    const uniform = {
      ...bytes,
      bernoulliInteger: (over: number, under: number) => {
        if (fails) throw new Error('no entropy');
        return bytes.bernoulliInteger(over, under);
      },
    };
    const { pool, turn } = poolByHand({ uniform });
    const refused = expect(pool.take(HUNDRED, 3)).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
    await turn(2);
    await refused;
    fails = false;
    const again = pool.take(HUNDRED, 3);
    await turn(2);
    expect(await again).toHaveLength(3);
  });

  test('a closed pool refuses who waits and who comes', async () => {
    const { pool, turn } = poolByHand();
    const waits = expect(pool.take(HUNDRED, 3)).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
    const closed = pool.close();
    await waits;
    await expect(pool.take(HUNDRED, 1)).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
    await turn(2);
    await closed;
  });

  test('a variance of 0 is refused: it would be no noise', async () => {
    const { pool } = poolByHand();
    await expect(pool.take({ numerator: 0n, denominator: 1n }, 1)).rejects.toThrow('above 0');
  });
});

test('memory is bounded: the variance that was longest not asked for loses its stock', async () => {
  let bytes = 0;
  const counted = byteUniform(() => ((bytes += 1), bytes % 251));
  const { pool, turn } = poolByHand({ uniform: counted, variances: 2, ahead: 10 });
  for (const text of ['100', '20', '5']) {
    const taken = pool.take(parseRational(text), 10);
    await turn(6);
    await taken;
  }
  const before = bytes;
  await pool.take(TWENTY, 10);
  await pool.take(parseRational('5'), 10);
  expect(bytes).toBe(before);
  const gone = pool.take(HUNDRED, 10);
  await turn(8);
  await gone;
  expect(bytes).toBeGreaterThan(before);
});

test('the draws of a pool are those of the sampler, and never the same twice', async () => {
  const pool = createNoisePool({ uniform: cryptoUniform(), tick: () => Promise.resolve() });
  const [one, other] = await Promise.all([pool.take(HUNDRED, 500), pool.take(HUNDRED, 500)]);
  expect(one).not.toEqual(other);
  expect(typeof discreteGaussian(HUNDRED, cryptoUniform())).toBe('bigint');
  await pool.close();
});
