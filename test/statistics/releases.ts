import { mechanismsOf } from '../../src/statistics/mechanisms.js';
import { cellsOf, type AskedQuestion } from '../../src/statistics/question.js';
import { readRelease, writeReleaseBody, type StatisticRelease } from '../../src/statistics/statisticRelease.js';
import { canonical } from './asking.js';
import { clubModel } from './clubModel.js';
import { settings } from './settings.js';

/** A stored release whose noisy numbers are given: by place of the cell and of the sum (in the order of the question's sums). */
export function releaseOf(
  asked: Partial<AskedQuestion>,
  number: (cell: number, sum: number) => bigint,
  classes: (cell: number) => readonly bigint[] = () => [],
): StatisticRelease {
  const question = canonical(asked);
  const mechanisms = mechanismsOf(question, clubModel, settings);
  const body = writeReleaseBody({
    question,
    snapshot: '2026-11-22.1',
    takenOn: '2026-11-22',
    policyVersion: '1',
    nanoRho: mechanisms.nanoRho,
    epsilon: '0.429942',
    delta: '1e-6',
    amountUnit: clubModel.amountUnit,
    noise: [...mechanisms.sums].map(([sum, { sigma2 }]) => ({ sum, sigma2 })),
    classes:
      mechanisms.classes === null
        ? null
        : { sigma2: mechanisms.classes.sigma2, grid: mechanisms.classes.grid, clamp: question.grain.clamp.AMOUNT ?? 0 },
    cells: cellsOf(question, clubModel).map((by, cell) => ({
      by,
      sums: question.sums.map((_sum, index) => number(cell, index)),
      classes: classes(cell),
    })),
  });
  return readRelease({ id: 'r', issuedAt: '2026-11-22T03:00:00Z', body });
}
