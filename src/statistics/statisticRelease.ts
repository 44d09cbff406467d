import { NorenError } from '../errors.js';
import type { Cell } from './factStore.js';
import type { SumName } from './model/statisticModel.js';
import type { CanonicalQuestion } from './question.js';
import { formatRational, parseRational, type Rational } from './rational.js';
import type { StoredBody } from './releaseLedger.js';

/** Noisy numbers as bought: the same for everybody who may see them. */
export interface StatisticRelease {
  readonly id: string;
  readonly issuedAt: string;
  readonly snapshot: string;
  /** Day of the snapshot, Asia/Tokyo: its calendars end before it. */
  readonly takenOn: string;
  readonly policyVersion: string;
  readonly question: CanonicalQuestion;
  readonly nanoRho: bigint;
  readonly epsilon: string;
  readonly delta: string;
  /** Yen in a unit of AMOUNT. */
  readonly amountUnit: number;
  /** Variance of the noise of each sum, in the order of the question's. */
  readonly noise: readonly { readonly sum: SumName; readonly sigma2: Rational }[];
  readonly classes: ClassNoise | null;
  readonly cells: readonly NoisyCell[];
}

export interface ClassNoise {
  readonly sigma2: Rational;
  /** Rising lower bounds in units of AMOUNT. */
  readonly grid: readonly number[];
  /** Most that one family's spending counts, in units: the upper end of the last class. */
  readonly clamp: number;
}

export interface NoisyCell {
  readonly by: Cell;
  /** In the order of `noise`; each may be negative. */
  readonly sums: readonly bigint[];
  /** Families per class; empty where no classes were bought. */
  readonly classes: readonly bigint[];
}

/** Of the number that the threshold looks at, which is part of every question. */
export function familiesNoise({ noise }: Pick<StatisticRelease, 'noise'>): Rational {
  const families = noise.find(({ sum }) => sum === 'FAMILIES');
  if (families === undefined) throw new RangeError('A release without its number of families.');
  return families.sigma2;
}

type Body = Omit<StatisticRelease, 'id' | 'issuedAt'>;

/** Part of the question's text as well: what is stored in another form is not the same release. */
export const RELEASE_FORMAT = 2;

/** The body that the ledger keeps; big integers and rationals as text. */
export function writeReleaseBody(release: Body): string {
  return JSON.stringify({
    format: RELEASE_FORMAT,
    ...release,
    nanoRho: `${release.nanoRho}`,
    noise: release.noise.map(({ sum, sigma2 }) => [sum, formatRational(sigma2)]),
    classes: release.classes === null ? null : { ...release.classes, sigma2: formatRational(release.classes.sigma2) },
    cells: release.cells.map(({ by, sums, classes }) => [by, sums.map(String), classes.map(String)]),
  });
}

interface StoredShape extends Omit<Body, 'nanoRho' | 'noise' | 'classes' | 'cells'> {
  readonly format: number;
  readonly nanoRho: string;
  readonly noise: readonly (readonly [SumName, string])[];
  readonly classes: (Omit<ClassNoise, 'sigma2'> & { readonly sigma2: string }) | null;
  readonly cells: readonly (readonly [Cell, readonly string[], readonly string[]])[];
}

/** @throws NorenError STATISTIC_UNAVAILABLE: written by a program that wrote releases otherwise */
export function readRelease({ id, issuedAt, body }: StoredBody): StatisticRelease {
  const { format, nanoRho, noise, classes, cells, ...rest } = JSON.parse(body) as StoredShape;
  if (format !== RELEASE_FORMAT) {
    throw new NorenError('STATISTIC_UNAVAILABLE', `Release ${id} is of a format that is no longer read. Ask again.`);
  }
  return {
    ...rest,
    id,
    issuedAt,
    nanoRho: BigInt(nanoRho),
    noise: noise.map(([sum, sigma2]) => ({ sum, sigma2: parseRational(sigma2) })),
    classes: classes === null ? null : { ...classes, sigma2: parseRational(classes.sigma2) },
    cells: cells.map(([by, sums, counts]) => ({ by, sums: sums.map(BigInt), classes: counts.map(BigInt) })),
  };
}
