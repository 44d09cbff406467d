import { AnalysisStore } from '../../src/analysis/analysisStore.js';
import { currentSnapshot } from '../../src/analysis/snapshotRow.js';
import { loadConfig } from '../../src/config.js';
import { startEmbedded } from '../../src/embedded/startEmbedded.js';
import { closeAll, openFoundation, type Closing } from '../../src/foundation.js';
import { statisticSettings } from '../../src/graph/statistics/statisticsDesk.js';
import { loadPolicyCalendar, type PolicyCalendar } from '../../src/policy/policyCalendar.js';
import type { Cell, FactQuestion } from '../../src/statistics/factStore.js';
import { cellReader } from '../../src/statistics/cellReader.js';
import { MEASURES, partsOf, type Measure, type MeasureName } from '../../src/statistics/measures.js';
import { mechanismsOf } from '../../src/statistics/mechanisms.js';
import { makeStatisticModel } from '../../src/statistics/model/makeStatisticModel.js';
import { cryptoUniform } from '../../src/statistics/noise/cryptoUniform.js';
import { discreteGaussian } from '../../src/statistics/noise/discreteGaussian.js';
import { canonicalQuestion, cellsOf } from '../../src/statistics/question.js';
import type { StatisticRelease } from '../../src/statistics/statisticRelease.js';
import type { StatisticSettings } from '../../src/statistics/settings.js';
import { takeSnapshot } from '../../src/takeSnapshot.js';
import { boundingWays } from './boundingWays.js';
import { splitsOfOnePrice } from './splitsOfOnePrice.js';
import { SIZES, utilityTable, type Row } from './utilityTable.js';
import { UTILITY_QUESTIONS, type UtilityQuestion } from './utilityQuestions.js';

/** Noise is drawn so often for every cell. */
const DRAWS = 25;
const UNBOUNDED = 10_000_000;
/** Yen; true quantiles are told apart by so many. */
const FINE = Array.from({ length: 5_000 }, (_, step) => step * 50);
const uniform = cryptoUniform();

/**
 * How wrong the numbers are that are bought at the policy's prices, noise and bounds together: against the same facts without any bound, from a
 * snapshot that is taken for it and replaced at once. On the embedded demonstration; `NOREN_DATA` says where.
 */
export async function statisticsUtility(): Promise<string> {
  const closing: Closing = [];
  try {
    const config = loadConfig();
    const foundation = await openFoundation(config, { embedded: startEmbedded, say: () => undefined, closing });
    const policies = loadPolicyCalendar(config.policyFile);
    const now = new Date();
    const store = new AnalysisStore({ pool: foundation.governance.pool });
    const truths = await exactOn(
      store,
      unbounded(policies),
      () => takeSnapshot(foundation, { policies: unbounded(policies), now, full: true }),
      now,
      FINE,
    );
    const { base } = await currentSnapshot(foundation.governance.pool);
    const { statistics } = policies.policyAt(now);
    const settings = statisticSettings(policies.policyAt(now), ['OWN_ORGANISATION']);
    const { takenOn } = await store.currentSnapshot();
    const model = makeStatisticModel(statistics, takenOn);
    const ways = await boundingWays({ pool: foundation.governance.pool, base, model, settings });
    const bounded = await exactOn(
      store,
      policies,
      () => takeSnapshot(foundation, { policies, now, full: true }),
      now,
      null,
    );
    const rows = UTILITY_QUESTIONS.flatMap((question, index) => {
      const [truth, exact] = [truths[index], bounded[index]];
      return truth === undefined || exact === undefined ? [] : rowsOf(question, truth, exact, settings);
    });
    const splits = splitsOfOnePrice({ truths, bounded, model, settings });
    return [utilityTable(rows), '## Splits of one price', splits, '## Three ways to bound', ways].join('\n\n');
  } finally {
    await closeAll(closing);
  }
}

function unbounded(policies: PolicyCalendar): PolicyCalendar {
  const policyAt: PolicyCalendar['policyAt'] = (now) => {
    const policy = policies.policyAt(now);
    const topics = Object.entries(policy.statistics.topics).map(([name, topic]) => {
      const grains = topic.grains.map(({ by, clamp = {} }) => ({
        by,
        clamp: Object.fromEntries(Object.keys(clamp).map((sum) => [sum, UNBOUNDED])),
      }));
      return [name, { ...topic, grains }] as const;
    });
    return { ...policy, statistics: { ...policy.statistics, amountUnit: 1, topics: Object.fromEntries(topics) } };
  };
  return { ...policies, policyAt };
}

/** A release without noise: exact numbers in the place of noisy ones. */
type Exact = Omit<StatisticRelease, 'id' | 'issuedAt'>;
type Classes = NonNullable<Exact['classes']>;

async function exactOn(
  store: AnalysisStore,
  policies: PolicyCalendar,
  take: () => Promise<unknown>,
  now: Date,
  fine: readonly number[] | null,
): Promise<readonly Exact[]> {
  await take();
  const { statistics, version } = policies.policyAt(now);
  const snapshot = await store.currentSnapshot();
  const model = makeStatisticModel(statistics, snapshot.takenOn);
  const settings = statisticSettings(policies.policyAt(now), ['OWN_ORGANISATION']);
  const answers: Exact[] = [];
  for (const { topic, groupBy, measures } of UTILITY_QUESTIONS) {
    const question = canonicalQuestion({ topic, groupBy, ...partsOf(measures) }, { model, maxCells: 10_000 });
    const { grain } = question;
    const asked: FactQuestion = {
      snapshot: snapshot.id,
      topic,
      grain: grain.by,
      regroupedFrom: null,
      clamp: grain.clamp,
      groupBy: question.groupBy,
      keep: {},
      sums: question.sums,
    };
    const sums = await store.sums(asked);
    const mechanisms = mechanismsOf(question, model, settings);
    const grid = mechanisms.classes === null ? [] : (fine ?? mechanisms.classes.grid);
    const counted = mechanisms.classes === null ? [] : await store.classes({ ...asked, of: 'AMOUNT', grid });
    const classes: Classes | null =
      mechanisms.classes === null ? null : { sigma2: mechanisms.classes.sigma2, grid, clamp: grain.clamp.AMOUNT ?? 0 };
    const at = <T extends { readonly by: Cell }>(cells: readonly T[], by: Cell): T | undefined =>
      cells.find((cell) => question.groupBy.every((name) => cell.by[name] === by[name]));
    answers.push({
      question,
      snapshot: snapshot.id,
      takenOn: snapshot.takenOn,
      policyVersion: version,
      nanoRho: mechanisms.nanoRho,
      epsilon: '',
      delta: settings.delta,
      amountUnit: model.amountUnit,
      noise: [...mechanisms.sums].map(([sum, { sigma2 }]) => ({ sum, sigma2 })),
      classes,
      cells: cellsOf(question, model).map((by) => ({
        by,
        sums: question.sums.map((sum) => at(sums, by)?.sums[sum] ?? 0n),
        classes: at(counted, by)?.families ?? grid.map(() => 0n),
      })),
    });
  }
  return answers;
}

function rowsOf(question: UtilityQuestion, truth: Exact, exact: Exact, settings: StatisticSettings): readonly Row[] {
  return question.measures.map((measure) => {
    const errors = SIZES.map((): number[] => []);
    const biases = SIZES.map((): number[] => []);
    const cells = SIZES.map(() => 0);
    exact.cells.forEach((_cell, index) => {
      const families = Number(truth.cells[index]?.sums[0] ?? 0n);
      const size = SIZES.findIndex(({ from, to }) => families >= from && families < to);
      const real = trueNumber(truth, index, measure);
      if (size === -1 || real === null || real === 0) return;
      cells[size] = (cells[size] ?? 0) + 1;
      const without = numberOf(exact, index, measure, false) ?? 0;
      biases[size]?.push((without - real) / real);
      for (let draw = 0; draw < DRAWS; draw += 1) {
        const noisy = numberOf(exact, index, measure, true) ?? 0;
        errors[size]?.push(Math.abs(noisy - real) / Math.abs(real));
      }
    });
    const { topic, groupBy } = question;
    return { topic, groupBy, measure, cells, errors, biases, rho: Number(exact.nanoRho) / 1e9, k: settings.k };
  });
}

/** Quantiles of single families' spending, not of the classes that are bought. */
function trueNumber(truth: Exact, index: number, measure: MeasureName): number | null {
  const made: Measure = MEASURES[measure];
  const { classes } = truth;
  if (made.kind !== 'QUANTILE' || classes === null) return numberOf({ ...truth, classes: null }, index, measure, false);
  const counts = truth.cells[index]?.classes.map(Number) ?? [];
  const below = (counts.reduce((sum, count) => sum + count, 0) * made.numerator) / made.denominator;
  let passed = 0;
  const at = counts.findIndex((count) => (passed += count) >= below);
  return classes.grid[at] ?? null;
}

function numberOf(release: Exact, index: number, measure: MeasureName, isNoisy: boolean): number | null {
  const cell = release.cells[index];
  if (cell === undefined) return null;
  const drawn = (sigma2: Parameters<typeof discreteGaussian>[0]): bigint =>
    isNoisy ? discreteGaussian(sigma2, uniform) : 0n;
  const sums = new Map(
    release.noise.map(({ sum, sigma2 }, place) => [
      sum,
      {
        value: Number((cell.sums[place] ?? 0n) + drawn(sigma2)),
        variance: Number(sigma2.numerator) / Number(sigma2.denominator),
      },
    ]),
  );
  const { classes: noise } = release;
  const classes = noise === null ? [] : cell.classes.map((count) => count + drawn(noise.sigma2));
  const measured = { by: cell.by, noisyFamilies: 0n, sums, classes };
  return cellReader({ ...release, id: '', issuedAt: '' })(measured, true)[measure]?.value ?? null;
}
