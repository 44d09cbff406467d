import type pg from 'pg';
import { AnalysisStore } from '../../src/analysis/analysisStore.js';
import { BudgetLedger } from '../../src/ledger/budgetLedger.js';
import { buyStatistic, type StatisticPorts } from '../../src/statistics/buyStatistic.js';
import { mechanismsOf } from '../../src/statistics/mechanisms.js';
import type { SumName } from '../../src/statistics/model/statisticModel.js';
import type { NoisePool } from '../../src/statistics/noise/noisePool.js';
import { canonicalQuestion, type AskedQuestion } from '../../src/statistics/question.js';
import type { StatisticPurchase } from '../../src/statistics/statisticPurchase.js';
import type { StatisticRelease } from '../../src/statistics/statisticRelease.js';
import { readBooks } from '../ledger/purchase.js';
import { immediateNoise } from '../statistics/immediateNoise.js';
import { seededUniform } from '../statistics/scriptedUniform.js';
import { settings } from '../statistics/settings.js';
import type { StoreWorld, WorldFamily } from './storeWorld.js';
import { testModel } from './testModel.js';

/** Stands between the engine and its ports: nothing, or a planted fault. */
export type Plant = (ports: StatisticPorts, pool: pg.Pool) => StatisticPorts;

const model = testModel();
type Asked = Partial<AskedQuestion>;

/** All kinds of questions: attributes, facts, filters that sum up, several sums, quantiles. */
export const QUESTIONS: readonly Asked[] = [
  { topic: 'FAMILIES', groupBy: ['REGION', 'AGE_BAND'], sums: ['CONSENTING'] },
  { topic: 'CHILDREN', groupBy: ['SEX', 'CHILD_AGE_BAND'], sums: ['CHILDREN'] },
  { topic: 'ATTENDANCE', groupBy: ['COURSE'], where: { TERM: ['2026-1', '2026-2'] }, sums: ['LESSONS', 'ATTENDED'] },
  { topic: 'PURCHASES', groupBy: ['MONTH', 'PRODUCT_CATEGORY'], sums: ['PURCHASES', 'AMOUNT'] },
  { topic: 'PURCHASES', groupBy: ['REGION'], sums: ['AMOUNT'], quantiles: true },
  { topic: 'PURCHASES', groupBy: ['PRODUCT_CATEGORY'], where: { MONTH: { from: '2026-09' } }, quantiles: true },
  { topic: 'CAMPAIGNS', groupBy: ['CAMPAIGN', 'PURCHASE_SEGMENT'], sums: ['ENTRIES'] },
];

const LARGE = { ...settings, recipientCapNano: 10n ** 12n, globalCapNano: 10n ** 12n, lifetimeCapNano: 10n ** 12n };

function purchase(asked: Asked, boundsHash: string, id: string): StatisticPurchase {
  return {
    question: canonicalQuestion({ topic: 'FAMILIES', groupBy: [], ...asked }, { model, maxCells: 10_000 }),
    model,
    snapshot: { id, takenOn: '2026-11-22', boundsHash },
    settings: LARGE,
    policy: { version: '1', hash: 'abc' },
    account: { recipient: 'GAKKO', purpose: 'AGGREGATE_ANALYSIS', period: '2026-Q4', sources: ['club', 'coop'] },
  };
}

/** What one run of all questions did, with the outputs of the noise primitive frozen. */
interface Recording {
  readonly releases: readonly (StatisticRelease | string)[];
  /** Each call of the primitive: its parameters, and how many numbers. */
  readonly draws: readonly string[];
  readonly statements: readonly string[];
  /** Draws that were handed out, and numbers that left. */
  readonly handedOut: number;
  readonly numbers: number;
  /** Every account has spent what its rows say. */
  readonly isBalanced: boolean;
}

async function record(world: StoreWorld, families: readonly WorldFamily[], plant: Plant): Promise<Recording> {
  await world.fill(families);
  const { snapshot } = await world.refresh({ full: true });
  const { boundsHash } = await world.store.currentSnapshot();
  await world.governancePool.query('TRUNCATE privacy_accounts, releases, release_views, release_keys');
  const draws: string[] = [];
  let handedOut = 0;
  const frozen = immediateNoise(seededUniform(7), (call) => draws.push(call));
  const noise: NoisePool = {
    take: async (sigma2, count) => {
      handedOut += count;
      return frozen.take(sigma2, count);
    },
  };
  const statements: string[] = [];
  const pool = tapped(world.governancePool, statements);
  const ledger = new BudgetLedger({ pool, waitMilliseconds: 50 });
  const departures = () => async () => undefined;
  const ports = plant({ ledger, store: new AnalysisStore({ pool }), noise, departures }, pool);
  const releases: (StatisticRelease | string)[] = [];
  for (const asked of QUESTIONS) {
    const answer = await buyStatistic(purchase(asked, boundsHash, snapshot), ports).catch((error: unknown) =>
      String(error),
    );
    releases.push(typeof answer === 'string' ? answer : answer.kind === 'RELEASE' ? answer.release : answer.kind);
  }
  const { balanced: isBalanced } = await readBooks(world.governancePool);
  const cells = releases.flatMap((release) => (typeof release === 'string' ? [] : release.cells));
  const numbers = cells.reduce((sum, { sums, classes }) => sum + sums.length + classes.length, 0);
  return { releases, draws, handedOut, numbers, isBalanced, statements: statements.map(withoutNames) };
}

/** The pool, with text and values of what is sent over it and its clients. */
export function tapped(pool: pg.Pool, statements: string[]): pg.Pool {
  const noting = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (owner, name) => {
        const value: unknown = Reflect.get(owner, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (name === 'query') statements.push(`${String(args[0])} ${textOf(args[1] ?? [])}`);
          const result: unknown = Reflect.apply(value as (...all: unknown[]) => unknown, owner, args);
          return name === 'connect' ? (result as Promise<object>).then(noting) : result;
        };
      },
    });
  return noting(pool);
}

const textOf = (values: unknown): string =>
  JSON.stringify(values, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

/** Ids, the numbers of snapshots and the answers themselves differ by chance or are compared cell by cell. */
export function withoutNames(statement: string): string {
  return statement
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    .replace(/[0-9a-f]{64}/g, 'HASH')
    .replace(/2026-11-22\.\d+/g, 'SNAPSHOT')
    .replace(/(analysis_[a-z]+_)\d+/g, '$1BASE')
    .replace(/"\{\\"format.*\}"/, 'BODY')
    .replace(/ \[\d+/, ' [NUMBER');
}

/** Rules that two neighbouring worlds break; empty: the only difference is in the arguments of the noise, and no larger than declared. */
export async function brokenRules(
  world: StoreWorld,
  { families, one, plant = (ports) => ports }: { families: readonly WorldFamily[]; one: WorldFamily; plant?: Plant },
): Promise<ReadonlySet<string>> {
  const without = await record(world, families, plant);
  const withOne = await record(world, [...families, one], plant);
  const broken = new Set<string>();
  if (without.releases.every((release) => typeof release === 'string'))
    broken.add(`NOTHING RELEASED: ${String(without.releases[0])}`);
  const same = (rule: string, of: (recording: Recording) => unknown): void => {
    if (JSON.stringify(of(without)) !== JSON.stringify(of(withOne))) broken.add(rule);
  };
  same('DRAWS', ({ draws }) => draws);
  same('STATEMENTS', ({ statements }) => statements);
  same('ERRORS', ({ releases }) => releases.map((release) => (typeof release === 'string' ? release : 'RELEASE')));
  same('CELLS', ({ releases }) =>
    releases.map((release) => (typeof release === 'string' ? [] : release.cells.map(({ by }) => by))),
  );
  for (const recording of [without, withOne]) {
    if (recording.handedOut !== recording.numbers) broken.add('EVERY NUMBER HAS A DRAW OF ITS OWN');
    if (!recording.isBalanced) broken.add('NOTHING IS PAID BACK');
    if (!isChargedFirst(recording.statements)) broken.add('CHARGE BEFORE DATA');
  }
  QUESTIONS.forEach((asked, index) => {
    const [before, after] = [without.releases[index], withOne.releases[index]];
    if (typeof before === 'object' && typeof after === 'object')
      tooFar(asked, before, after).forEach((rule) => broken.add(rule));
  });
  return broken;
}

/** Per look at facts the question that it belongs to: sums first, then classes where quantiles are asked for. */
const LOOKS = QUESTIONS.flatMap(({ quantiles = false }, index) => (quantiles ? [index, index] : [index]));

/** In the order of the statements every look at facts comes after the committed charge of its own question. */
function isChargedFirst(statements: readonly string[]): boolean {
  let isCharging = false;
  let charged = 0;
  let looks = 0;
  for (const statement of statements) {
    if (statement.includes('UPDATE privacy_accounts')) isCharging = true;
    else if (/^(COMMIT|ROLLBACK)/i.test(statement)) {
      if (isCharging && /^COMMIT/i.test(statement)) charged += 1;
      isCharging = false;
    } else if (/FROM analysis_(facts|cube)/.test(statement)) {
      // A look that no question has is one of the last.
      if (charged <= (LOOKS[looks] ?? QUESTIONS.length - 1)) return false;
      looks += 1;
    }
  }
  return true;
}

/** With frozen draws the difference of two noisy vectors is that of the primitive's inputs. */
function tooFar(asked: Asked, before: StatisticRelease, after: StatisticRelease): readonly string[] {
  const { question } = purchase(asked, '', '');
  const { sums, classes } = mechanismsOf(question, model, LARGE);
  const squares = (of: (release: StatisticRelease) => readonly bigint[]): bigint => {
    const [old, now] = [of(before), of(after)];
    return now.reduce((total, value, index) => total + (value - (old[index] ?? 0n)) ** 2n, 0n);
  };
  const declared = [...sums].map(
    ([sum, { sensitivitySquared }], index): readonly [SumName | 'CLASSES', bigint, bigint] => [
      sum,
      squares(({ cells }) => cells.map((cell) => cell.sums[index] ?? 0n)),
      sensitivitySquared,
    ],
  );
  const counted = squares(({ cells }) => cells.flatMap((cell) => cell.classes));
  const all = [...declared, ['CLASSES', counted, classes?.sensitivitySquared ?? 0n] as const];
  return all.flatMap(([name, distance, limit]) => (distance > limit ? [`DISTANCE ${name}`] : []));
}
