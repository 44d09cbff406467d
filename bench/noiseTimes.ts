import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { AnalysisStore } from '../src/analysis/analysisStore.js';
import { statisticSettings } from '../src/graph/statistics/statisticsDesk.js';
import { loadConfig } from '../src/config.js';
import { loadPolicyCalendar } from '../src/policy/policyCalendar.js';
import { mechanismsOf } from '../src/statistics/mechanisms.js';
import { makeStatisticModel } from '../src/statistics/model/makeStatisticModel.js';
import { TOPICS, type StatisticModel } from '../src/statistics/model/statisticModel.js';
import { createNoisePool } from '../src/statistics/noise/createNoisePool.js';
import { cryptoUniform } from '../src/statistics/noise/cryptoUniform.js';
import { discreteGaussianExact, gaussianSampler } from '../src/statistics/noise/discreteGaussian.js';
import { canonicalQuestion, cellCount } from '../src/statistics/question.js';
import { formatRational, parseRational } from '../src/statistics/rational.js';
import { drawNoise } from '../src/statistics/releaseNoise.js';
import type { StatisticSettings } from '../src/statistics/settings.js';
import { median, short, table } from './harness/numbers.js';
import { DATA_FOLDER, startGateway } from './harness/world.js';
import { noiseTiming } from './noiseTiming.js';

const BATCH = 4_096;
const ROUNDS = 7;
/** Long enough for a pool to draw what it keeps ready. */
const FILLED_MILLISECONDS = 1_000;
/** Spending by place, month and product: three sums in nearly 10,000 cells. */
const LARGE = { topic: 'PURCHASES', groupBy: ['MUNICIPALITY', 'MONTH', 'PRODUCT_CATEGORY'] } as const;
const PLACES_KEPT = 34;

/** What noise costs where it is used: the policy's own variances, through the pool, beside the store's statement of the same question. */
export async function noiseTimes(): Promise<string> {
  const gateway = await startGateway();
  const pool = new pg.Pool({ host: join(DATA_FOLDER, 'postgres/socket'), user: 'noren', database: 'governance' });
  pool.on('error', () => undefined); // the cluster ends with the gateway
  try {
    const store = new AnalysisStore({ pool });
    const { takenOn } = await store.currentSnapshot();
    const policy = loadPolicyCalendar(loadConfig().policyFile).policyAt(new Date());
    const model = makeStatisticModel(policy.statistics, takenOn);
    const settings = statisticSettings(policy, ['OWN_ORGANISATION']);
    return [
      await servedNoise(store, model, settings),
      drawTimes(variancesOf(model, settings)),
      await noiseTiming(),
    ].join('\n\n');
  } finally {
    await pool.end();
    await gateway.stop();
  }
}

async function servedNoise(store: AnalysisStore, model: StatisticModel, settings: StatisticSettings): Promise<string> {
  const places = model.dimensions.MUNICIPALITY.values.slice(0, PLACES_KEPT).map(({ code }) => code);
  const asked = { ...LARGE, where: { MUNICIPALITY: places }, sums: ['PURCHASES', 'AMOUNT'] } as const;
  const question = canonicalQuestion(asked, { model, maxCells: 10_000 });
  const mechanisms = mechanismsOf(question, model, settings);
  const { grain, ...facts } = question;
  const { id: snapshot } = await store.currentSnapshot();
  const sums = () =>
    store.sums({ ...facts, grain: grain.by, regroupedFrom: grain.regroupedFrom, clamp: grain.clamp, snapshot });
  const uniform = cryptoUniform();
  const samplers = [...mechanisms.sums.values()].map(({ sigma2 }) => gaussianSampler(sigma2));
  const cells = cellCount(question, model);
  const times: Record<'sql' | 'bare' | 'cold' | 'warm', number[]> = { sql: [], bare: [], cold: [], warm: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.sql.push(await milliseconds(sums));
    times.bare.push(await milliseconds(() => samplers.forEach((draw) => repeat(cells, () => draw(uniform)))));
    const noise = createNoisePool({ uniform });
    times.cold.push(await milliseconds(() => drawNoise({ question, model, mechanisms }, noise)));
    await pause(FILLED_MILLISECONDS);
    times.warm.push(await milliseconds(() => drawNoise({ question, model, mechanisms }, noise)));
    await noise.close();
  }
  const ratio = (way: readonly number[]) => short(median(way.map((time, round) => time / (times.sql[round] ?? NaN))));
  const rows = (['sql', 'bare', 'cold', 'warm'] as const).map((way) => [
    WAYS[way],
    short(times[way][0] ?? NaN),
    short(median(times[way])),
    ratio(times[way]),
  ]);
  const title = `### Noise of ${cells} cells, ${samplers.length} sums, beside the statement of the store (median of ${ROUNDS})`;
  return `${title}\n\n${table(['', 'first, ms', 'ms', 'of the statement'], rows)}`;
}

const WAYS = {
  sql: 'statement of the store',
  bare: 'noise, work alone',
  cold: 'noise, wait for an empty pool',
  warm: 'noise, wait for a filled pool',
} as const;

/** Of every grain and every sum, quantiles included. */
function variancesOf(model: StatisticModel, settings: StatisticSettings): readonly string[] {
  const found = TOPICS.flatMap((topic) =>
    model.topics[topic].grains.flatMap(({ by }) => {
      const { sums } = model.topics[topic];
      const asked = { topic, groupBy: by, sums, quantiles: sums.includes('AMOUNT') };
      const { sums: mechanisms, classes } = mechanismsOf(
        canonicalQuestion(asked, { model, maxCells: 1e6 }),
        model,
        settings,
      );
      return [...mechanisms.values(), ...(classes === null ? [] : [classes])].map(({ sigma2 }) =>
        formatRational(sigma2),
      );
    }),
  );
  return [...new Set(found)].toSorted((a, b) => Number(a) - Number(b));
}

function drawTimes(variances: readonly string[]): string {
  const uniform = cryptoUniform();
  const rows = variances.map((text): readonly [string, number, number] => {
    const sigma2 = parseRational(text);
    const sampler = gaussianSampler(sigma2);
    const time = (draw: () => unknown): number =>
      median(Array.from({ length: ROUNDS }, () => spent(() => repeat(BATCH, draw))));
    return [text, time(() => sampler(uniform)), time(() => discreteGaussianExact(sigma2, uniform))];
  });
  const some = [rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)].filter((row) => row !== undefined);
  const slowest = rows.toSorted(([, a], [, b]) => b - a)[0];
  const lines = [...new Set([...some, ...(slowest === undefined ? [] : [slowest])])].map(([text, fast, exact]) => [
    text,
    short(fast),
    short(exact),
    short(exact / fast),
  ]);
  const title = `### A batch of ${BATCH} draws: smallest, middle, largest and slowest of the policy's ${variances.length} variances`;
  return `${title}\n\n${table(['sigma2', 'as drawn, ms', 'BigInt throughout, ms', 'BigInt / as drawn'], lines)}`;
}

function repeat(times: number, work: () => unknown): void {
  for (let index = 0; index < times; index += 1) work();
}

function spent(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
