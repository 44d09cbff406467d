import { reportEpsilon } from './accounting/zcdp.js';
import type { StatisticPorts } from './buyStatistic.js';
import type { Cell, ClassQuestion, FactQuestion, SnapshotInfo } from './factStore.js';
import type { QuestionMechanisms } from './mechanisms.js';
import { cellsOf, type CanonicalQuestion } from './question.js';
import { drawNoise, type ReleaseNoise } from './releaseNoise.js';
import { clampOf } from './sensitivity.js';
import type { StatisticPurchase } from './statisticPurchase.js';
import { readRelease, writeReleaseBody, type NoisyCell, type StatisticRelease } from './statisticRelease.js';
import { unfinished } from './unfinished.js';

/** A purchase whose price is charged: what happens from here on can't be taken back. */
export interface ReservedPurchase extends StatisticPurchase {
  readonly snapshot: SnapshotInfo;
  readonly mechanisms: QuestionMechanisms;
  readonly releaseId: string;
  /** Drawn before the charge; null: it is still to be drawn. */
  readonly noise: ReleaseNoise | null;
}

/** Whatever becomes of it is told at an instant of the schedule: neither a statement's time nor a time-out tells of data. */
export async function makeRelease(reserved: ReservedPurchase, ports: StatisticPorts): Promise<StatisticRelease> {
  const departure = ports.departures();
  try {
    const cells = await noisyCells(reserved, ports);
    return readRelease(await ports.ledger.complete(reserved.releaseId, bodyOf(reserved, cells)));
  } catch (cause) {
    throw unfinished(cause);
  } finally {
    await departure();
  }
}

/**
 * All noise is in hand before the data is read. Cells without families get noise like any other.
 */
async function noisyCells(reserved: ReservedPurchase, { store, noise }: StatisticPorts): Promise<readonly NoisyCell[]> {
  const { question, model, mechanisms } = reserved;
  const grid = mechanisms.classes?.grid ?? [];
  const { sums: sumNoise, classes: classNoise } = reserved.noise ?? (await drawNoise(reserved, noise));
  const asked = factQuestion(reserved);
  const sums = byCell(question, await store.sums(asked), (cell) => cell.sums);
  const counted = mechanisms.classes === null ? [] : await store.classes(classQuestion(asked, grid));
  const classes = byCell(question, counted, (cell) => cell.families);
  return cellsOf(question, model).map((by, cell) => {
    const key = cellKey(question, by);
    return {
      by,
      sums: question.sums.map((sum, index) => (sums.get(key)?.[sum] ?? 0n) + drawn(sumNoise[index], cell)),
      classes: grid.map(
        (_bound, index) => (classes.get(key)?.[index] ?? 0n) + drawn(classNoise, cell * grid.length + index),
      ),
    };
  });
}

function factQuestion({ question, snapshot }: ReservedPurchase): FactQuestion {
  const { topic, groupBy, keep, sums, grain } = question;
  const { by, regroupedFrom, clamp } = grain;
  return { snapshot: snapshot.id, topic, grain: by, regroupedFrom, clamp, groupBy, keep, sums };
}

function classQuestion({ sums: _sums, ...asked }: FactQuestion, grid: readonly number[]): ClassQuestion {
  return { ...asked, of: 'AMOUNT', grid };
}

function byCell<C extends { readonly by: Cell }, T>(
  question: CanonicalQuestion,
  cells: readonly C[],
  valueOf: (cell: C) => T,
): ReadonlyMap<string, T> {
  return new Map(cells.map((cell) => [cellKey(question, cell.by), valueOf(cell)]));
}

function cellKey({ groupBy }: CanonicalQuestion, by: Cell): string {
  return JSON.stringify(groupBy.map((name) => by[name]));
}

/** Fails closed: a number without noise must not leave. */
function drawn(noise: readonly bigint[] | undefined, index: number): bigint {
  const draw = noise?.[index];
  if (draw === undefined) throw new RangeError('A number without a draw.');
  return draw;
}

function bodyOf(reserved: ReservedPurchase, cells: readonly NoisyCell[]): string {
  const { question, model, mechanisms, settings, snapshot, policy } = reserved;
  const { classes } = mechanisms;
  return writeReleaseBody({
    question,
    snapshot: snapshot.id,
    takenOn: snapshot.takenOn,
    policyVersion: policy.version,
    nanoRho: mechanisms.nanoRho,
    epsilon: reportEpsilon(mechanisms.nanoRho, settings.delta),
    delta: settings.delta,
    amountUnit: model.amountUnit,
    noise: [...mechanisms.sums].map(([sum, { sigma2 }]) => ({ sum, sigma2 })),
    classes:
      classes === null ? null : { sigma2: classes.sigma2, grid: classes.grid, clamp: clampOf(question, 'AMOUNT') },
    cells,
  });
}
