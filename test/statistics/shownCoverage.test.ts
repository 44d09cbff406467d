import { presentReach } from '../../src/statistics/buyReach.js';
import type { MeasureName } from '../../src/statistics/measures.js';
import { discreteGaussian } from '../../src/statistics/noise/discreteGaussian.js';
import type { NoisyNumber } from '../../src/statistics/noisyNumber.js';
import { present, type PresentedCell } from '../../src/statistics/present.js';
import { rational } from '../../src/statistics/rational.js';
import type { NoisyCell, StatisticRelease } from '../../src/statistics/statisticRelease.js';
import { clubModel } from './clubModel.js';
import { releaseOf } from './releases.js';
import { seededUniform } from './scriptedUniform.js';

/** Draws are gone through until so many cells are shown. */
const SHOWN = 10_000;
/** Of a place with nobody one draw in forty is shown, from 20 on: 3,400 of these. */
const POOL = 140_000;
const LEAST_SHOWN = 3_000;

function drawn(sigma2: bigint, count: number): readonly bigint[] {
  const uniform = seededUniform(20261126 + Number(sigma2));
  return Array.from({ length: count }, () => discreteGaussian(rational(sigma2), uniform));
}
const ofFamilies = drawn(100n, POOL);

const SIZES = [0, 2, 5, 10, 20, 100];
const THRESHOLDS = [5, 10, 20];
const CASES = THRESHOLDS.flatMap((k) => SIZES.map((families) => [families, k] as const));

/** One cell, drawn again and again, as often as it is shown; its other sum has its own noise, in order. */
function shownCells(
  release: StatisticRelease,
  k: number,
  { families, other }: { families: bigint; other: bigint },
): readonly NoisyCell[] {
  const noise = otherNoise(release);
  const numbers = ofFamilies.map((draw) => families + draw).filter((number) => number >= BigInt(k));
  return numbers.slice(0, SHOWN).map((number, index) => ({
    by: {},
    sums: [number, other + (noise[index] ?? 0n)],
    classes: [],
  }));
}

const noises = new Map<bigint, readonly bigint[]>();
function otherNoise({ noise }: StatisticRelease): readonly bigint[] {
  const { numerator, denominator } = noise[1]?.sigma2 ?? rational(1n);
  const sigma2 = numerator / denominator;
  // Another seed than that of the families, whatever the variance.
  const kept = noises.get(sigma2) ?? drawn(sigma2, 2 * SHOWN).slice(SHOWN);
  noises.set(sigma2, kept);
  return kept;
}

/** How far the coverage is from what is told, over all cells together: below 0 it is less. */
function excessOf(cells: readonly PresentedCell[], measure: MeasureName, exact: number): number {
  const numbers = cells.map((cell) => cell.numbers[measure]).filter(isReleased);
  expect(numbers.length).toBeGreaterThanOrEqual(LEAST_SHOWN);
  const hits = numbers.filter(({ low, high }) => low <= exact && exact <= high).length;
  return (hits - numbers.reduce((sum, { coverage }) => sum + coverage, 0)) / numbers.length;
}

type Released = Extract<NoisyNumber, { readonly status: 'RELEASED' }>;
const isReleased = (number: NoisyNumber | undefined): number is Released => number?.status === 'RELEASED';

const at = (k: number) => ({ settings: { k, placeK: k }, model: clubModel });
const QUESTIONS = {
  CHILDREN_PER_FAMILY: { asked: { topic: 'CHILDREN', sums: ['CHILDREN'] }, each: 1.4 },
  CONSENT_COVERAGE: { asked: { topic: 'FAMILIES', sums: ['CONSENTING'] }, each: 0.5 },
  AMOUNT_PER_FAMILY: { asked: { topic: 'PURCHASES', sums: ['AMOUNT'] }, each: 30 },
} as const;

describe('of the numbers that are shown, as many intervals hold as is told', () => {
  test.each(CASES)('%i families from a threshold of %i on: the number of families', (families, k) => {
    const release = releaseOf({ topic: 'CHILDREN', sums: ['CHILDREN'] }, () => 0n);
    const cells = shownCells(release, k, { families: BigInt(families), other: 0n });
    const { cells: read } = present({ ...release, cells }, at(k));
    expect(excessOf(read, 'FAMILIES', families)).toBeGreaterThan(-0.005);
    // Nothing is bought with intervals that say nothing: where the noise is not cut, neither are they wider than told.
    if (families === 100) expect(excessOf(read, 'FAMILIES', families)).toBeLessThan(0.005);
  });

  test.each(
    (Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[]).flatMap((measure) =>
      CASES.map(([families, k]) => [families, k, measure] as const),
    ),
  )('%i families from a threshold of %i on: %s', (families, k, measure) => {
    const { asked, each } = QUESTIONS[measure];
    const release = releaseOf(asked, () => 0n);
    const other = Math.round(families * each);
    const cells = shownCells(release, k, { families: BigInt(families), other: BigInt(other) });
    const unit = measure === 'AMOUNT_PER_FAMILY' ? release.amountUnit : 1;
    const exact = (other / Math.max(families, 1)) * unit;
    expect(excessOf(present({ ...release, cells }, at(k)).cells, measure, exact)).toBeGreaterThan(-0.005);
  });

  test('the usual interval would not: of nobody at all, shown from 20 on, it holds one in four', () => {
    const cells = ofFamilies.filter((number) => number >= 20n).slice(0, SHOWN);
    expect(cells.filter((number) => number <= 20n).length / cells.length).toBeLessThan(0.25);
  });
});

test('numbers made consistent too, where a cell of theirs was chosen', () => {
  const truth = [5n, 60n, 80n, 12n, 200n, 70n];
  const whole = truth.reduce((sum, part) => sum + part, 0n);
  const k = 10;
  const draw = (index: number): bigint => ofFamilies[index % POOL] ?? 0n;
  const kin = Array.from({ length: POOL / 7 }, (_, family) =>
    truth.map((part, index) => part + draw(family * 7 + index)),
  )
    .map((parts, family) => ({ parts, family }))
    .filter(({ parts }) => parts.every((part) => part >= BigInt(k)))
    .slice(0, SHOWN);
  const [above, below] = [
    releaseOf({ groupBy: ['MUNICIPALITY'] }, () => 0n),
    releaseOf({ groupBy: ['MUNICIPALITY', 'AGE_BAND'] }, () => 0n),
  ];
  const cellOf = (family: number, sum: bigint): NoisyCell => ({
    by: { MUNICIPALITY: `${family}` },
    sums: [sum],
    classes: [],
  });
  const parent = { ...above, cells: kin.map(({ family }) => cellOf(family, whole + draw(family * 7 + 6))) };
  const child = { ...below, cells: kin.flatMap(({ parts, family }) => parts.map((part) => cellOf(family, part))) };
  const read = present(child, { ...at(k), parent });
  truth.forEach((part, index) => {
    const cells = read.cells.filter((_cell, place) => place % truth.length === index);
    expect(cells.some(({ numbers }) => !Number.isInteger(numbers.FAMILIES?.value))).toBe(true);
    expect(excessOf(cells, 'FAMILIES', Number(part))).toBeGreaterThan(-0.005);
  });
  expect(excessOf(read.parents ?? [], 'FAMILIES', Number(whole))).toBeGreaterThan(-0.005);
});

test('how many families a send reaches has the interval that a cell of as many has', () => {
  const reach = {
    ...{ id: 'r', issuedAt: '', audience: { key: 'a', version: 1 }, snapshot: '', policyVersion: '1' },
    ...{ chosen: 1_000, nanoRho: 5_000_000n, epsilon: '', delta: '' },
  };
  for (const families of [19n, 20n, 25n, 45n, 90n]) {
    const [cell] = present(
      releaseOf({}, () => families),
      at(20),
    ).cells;
    expect(presentReach({ ...reach, families }, 20)).toEqual(cell?.numbers.FAMILIES);
  }
});

test('what is not shown has no interval, whatever chose it', () => {
  const release = releaseOf({ topic: 'CHILDREN', sums: ['CHILDREN'] }, () => 19n);
  const [cell] = present(release, at(20)).cells;
  for (const number of Object.values(cell?.numbers ?? {}))
    expect(number).toMatchObject({ status: 'SUPPRESSED', low: null, high: null, coverage: null });
});
