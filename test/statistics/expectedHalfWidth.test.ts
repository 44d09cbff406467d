import { TOPIC_FORMS } from '../../src/graph/statistics/topicForms.js';
import { cellReader } from '../../src/statistics/cellReader.js';
import { measuredCells } from '../../src/statistics/consistency.js';
import { expectedHalfWidth } from '../../src/statistics/expectedHalfWidth.js';
import { partsOf, type MeasureName } from '../../src/statistics/measures.js';
import { mechanismsOf } from '../../src/statistics/mechanisms.js';
import { discreteGaussian } from '../../src/statistics/noise/discreteGaussian.js';
import type { AskedQuestion } from '../../src/statistics/question.js';
import { rational } from '../../src/statistics/rational.js';
import { canonical } from './asking.js';
import { clubModel } from './clubModel.js';
import { releaseOf } from './releases.js';
import { seededUniform } from './scriptedUniform.js';
import { settings } from './settings.js';

function quoted(name: MeasureName, asked: Partial<AskedQuestion>, families: number): number | null {
  const question = canonical(asked);
  const mechanisms = mechanismsOf(question, clubModel, settings);
  return expectedHalfWidth(name, { question, mechanisms, families });
}

test.each([
  ['AMOUNT_PER_FAMILY', 'PURCHASES', [200, 14_000], 200],
  ['PURCHASES_PER_FAMILY', 'PURCHASES', [100, 4_500], 100],
  ['ATTENDANCE_RATE', 'ATTENDANCE', [300, 6_000, 3_000], 300],
  ['CONSENT_COVERAGE', 'FAMILIES', [400, 200], 400],
] as const)(
  'what is told of %s before is what it has afterwards, in a cell of that size',
  (name, topic, exact, size) => {
    const asked = { topic, sums: partsOf([name]).sums };
    const expected = quoted(name, asked, size) ?? NaN;
    const uniform = seededUniform(20261125);
    const release = releaseOf(asked, (_cell, sum) => BigInt(exact[sum] ?? 0));
    const read = cellReader(release);
    const [cell] = measuredCells(release);
    const widths = Array.from({ length: 400 }, () => {
      const sums = [...(cell?.sums ?? [])].map(([sum, { value, ...law }], index) => {
        const { sigma2 } = release.noise[index] ?? { sigma2: rational(1n) };
        return [sum, { ...law, value: value + Number(discreteGaussian(sigma2, uniform)) }] as const;
      });
      const number = cell === undefined ? undefined : read({ ...cell, sums: new Map(sums) }, true)[name];
      return number?.status === 'RELEASED' ? (number.high - number.low) / 2 : NaN;
    });
    const mean =
      widths.reduce((sum, width) => sum + width, 0) /
      widths.length /
      (name.startsWith('AMOUNT') ? clubModel.amountUnit : 1);
    expect(mean / expected).toBeGreaterThan(0.95);
    expect(mean / expected).toBeLessThan(1.05);
  },
);

test('every measure that is bought has one; a quantile is told in families, and what is not bought is not told', () => {
  const asked = { topic: 'PURCHASES', sums: ['PURCHASES', 'AMOUNT'], quantiles: true } as const;
  const form = TOPIC_FORMS.find(({ topic }) => topic === 'PURCHASES');
  expect(form?.measures.length).toBe(8);
  for (const name of form?.measures ?? []) expect(quoted(name, asked, 100)).toBeGreaterThan(0);
  // 1.688 x sqrt(50 x 13/4).
  expect(quoted('AMOUNT_MEDIAN', asked, 100)).toBeCloseTo(21.5, 1);
  expect(quoted('AMOUNT_MEDIAN', { topic: 'PURCHASES' }, 100)).toBeNull();
  expect(quoted('AMOUNT_PER_FAMILY', { topic: 'PURCHASES' }, 100)).toBeNull();
});

test('in a cell that drowns in its noise nothing is promised but what is possible', () => {
  const most = 140;
  expect(quoted('AMOUNT_PER_FAMILY', { topic: 'PURCHASES', sums: ['AMOUNT'] }, 5)).toBe(most / 2);
});
