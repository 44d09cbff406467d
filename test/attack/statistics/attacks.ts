import { AGE_BANDS } from '../../../src/statistics/domain/ageBand.js';
import { PLACES } from '../../../src/statistics/domain/place.js';
import { zcdpToEpsilon } from '../../../src/statistics/accounting/zcdp.js';
import type { NoisePool } from '../../../src/statistics/noise/noisePool.js';
import type { AskedQuestion } from '../../../src/statistics/question.js';
import type { StatisticRelease } from '../../../src/statistics/statisticRelease.js';
import { leastSquares } from './leastSquares.js';

/** A family by place and band. */
export interface AttackedFamily {
  readonly MUNICIPALITY: string;
  readonly AGE_BAND: string;
}

/** Somebody with a recipient's budget for one quarter. */
export interface Attacker {
  /** null: the budget is spent. */
  buy(asked: Partial<AskedQuestion>): Promise<StatisticRelease | null>;
}

export const DELTA = 1e-6;
export const bands = AGE_BANDS.map(({ code }) => code);
export const places = PLACES.slice(0, 15).map(({ code }) => code);
export const TARGET: AttackedFamily = { MUNICIPALITY: '04101', AGE_BAND: '6-8' };
export const silence: NoisePool = { take: async (_sigma2, count) => Array.from({ length: count }, () => 0n) };

/** How often somebody who decides between two neighbouring worlds at even odds can be right, for so much rho. */
export function mostRight(rho: number): number {
  const epsilon = zcdpToEpsilon(rho, DELTA);
  return Math.exp(epsilon) / (1 + Math.exp(epsilon)) + DELTA;
}

/** Five standard errors of a share of so many trials: a false alarm in 3 million. */
export const slack = (trials: number): number => 2.5 / Math.sqrt(trials);

export async function total(attacker: Attacker, asked: Partial<AskedQuestion>): Promise<number | null> {
  const release = await attacker.buy(asked);
  return release?.cells.reduce((sum, { sums }) => sum + Number(sums[0] ?? 0n), 0) ?? null;
}

/** Whether the target is there: everybody, less everybody but the target's band. */
export async function byDifference(attacker: Attacker, others: readonly AttackedFamily[]): Promise<boolean> {
  const all = (await total(attacker, {})) ?? 0;
  const rest = (await total(attacker, { where: { AGE_BAND: bands.filter((band) => band !== '6-8') } })) ?? 0;
  return all - rest - others.filter(({ AGE_BAND }) => AGE_BAND === '6-8').length > 0.5;
}

/** Whether the target is there: the number of families in its band, in as many ways as there are, and how many could be bought. */
export async function byAverage(
  attacker: Attacker,
  others: readonly AttackedFamily[],
): Promise<{ readonly isIn: boolean; readonly ways: number }> {
  const ways: number[] = [];
  for (let way = 0; way < 40; way += 1) {
    // Another subset each way: the places after the target's by the binary digits of a number.
    const number = 37 * way + 11;
    const kept = places.filter((_place, index) => index === 0 || Math.floor(number / 2 ** (index - 1)) % 2 === 1);
    const known = others.filter((one) => one.AGE_BAND === '6-8' && kept.includes(one.MUNICIPALITY)).length;
    const noisy = await total(attacker, { where: { AGE_BAND: ['6-8'], MUNICIPALITY: kept } });
    if (noisy !== null) ways.push(noisy - known);
  }
  return { isIn: ways.reduce((sum, each) => sum + each, 0) / ways.length > 0.5, ways: ways.length };
}

/** Forms of one question that look like several. */
export const EQUIVALENT: readonly Partial<AskedQuestion>[] = [
  { groupBy: ['AGE_BAND'] },
  { groupBy: ['AGE_BAND'], where: {} },
  { groupBy: ['AGE_BAND'], where: { AGE_BAND: bands } },
  { groupBy: ['AGE_BAND'], where: { AGE_BAND: bands.toReversed() } },
  { groupBy: ['AGE_BAND'], where: { MUNICIPALITY: PLACES.map(({ code }) => code).toReversed() } },
  { groupBy: ['AGE_BAND'], sums: ['FAMILIES'] },
];

/** A bit for each cell of place and band. */
export function secretOf(coin: () => boolean): ReadonlyMap<string, boolean> {
  return new Map(places.flatMap((place) => bands.map((band) => [`${place} ${band}`, coin()] as const)));
}

export function familiesOf(secret: ReadonlyMap<string, boolean>): readonly AttackedFamily[] {
  return [...secret]
    .filter(([, isIn]) => isIn)
    .map(([cell]) => {
      const [MUNICIPALITY = '', AGE_BAND = ''] = cell.split(' ');
      return { MUNICIPALITY, AGE_BAND };
    });
}

/** The whole budget goes into random subsets of places, by band: the share of bits that are right, and how many questions it was. */
export async function reconstruct(
  attacker: Attacker,
  secret: ReadonlyMap<string, boolean>,
  coin: () => boolean,
): Promise<{ readonly right: number; readonly questions: number }> {
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
  const right = bands.flatMap((band, index) => {
    const found = leastSquares(rows, sums[index] ?? []);
    return places.map((place, column) => (found[column] ?? 0) > 0.5 === secret.get(`${place} ${band}`));
  });
  return { right: right.filter(Boolean).length / right.length, questions: rows.length };
}
