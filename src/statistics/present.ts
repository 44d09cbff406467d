import { formatNanoRho } from './accounting/rho.js';
import { dimensionOf, type DimensionName } from './domain/dimension.js';
import { isSmallPopulation } from './domain/place.js';
import { halfWidth95 } from './familyCount.js';
import type { FamilyRelease, NoisyCell } from './familyRelease.js';
import { keptValues, type CanonicalQuestion, type Cell } from './question.js';
import type { StatisticSettings } from './settings.js';

/** A noisy number is never a bare number. SUPPRESSED carries none at all, so that it says no more than "below the threshold". */
export type NoisyNumber =
  | { readonly status: 'RELEASED'; readonly value: bigint; readonly low: bigint; readonly high: bigint }
  | { readonly status: 'SUPPRESSED'; readonly value: null; readonly low: null; readonly high: null };

export interface PresentedCell {
  /** A value per grouped dimension; absent for the others. */
  readonly by: Readonly<Partial<Record<DimensionName, { readonly code: string; readonly name: string }>>>;
  readonly families: NoisyNumber;
}

export interface PresentedRelease {
  readonly cells: readonly PresentedCell[];
  readonly spent: {
    readonly rho: string;
    readonly epsilon: string;
    readonly delta: string;
    readonly unit: 'FAMILY';
    readonly mechanism: 'DISCRETE_GAUSSIAN';
  };
  readonly release: {
    readonly id: string;
    readonly snapshot: string;
    readonly policyVersion: string;
    /** UTC, whole seconds. */
    readonly issuedAt: string;
  };
}

/** Who reads: the accountable party itself, or anybody else. */
export type Reader = 'OWN' | 'OUTSIDE';

/** Every cell of the public domain, in its order. Looks at noisy numbers only, so that it costs no budget. */
export function present(
  release: FamilyRelease,
  reader: Reader,
  settings: Pick<StatisticSettings, 'k' | 'placeK'>,
): PresentedRelease {
  const margin = BigInt(halfWidth95(release.sigma2));
  const smallest = reader === 'OWN' ? settings.k.own : settings.k.outside;
  const thresholdOf = (cell: Cell): bigint =>
    BigInt(isSmallPopulation(placesOf(release.question, cell)) ? Math.max(smallest, settings.placeK) : smallest);
  return {
    cells: release.cells.map((cell) => ({
      by: named(cell.by),
      families: noisyNumber(cell, thresholdOf(cell.by), margin),
    })),
    spent: {
      rho: formatNanoRho(release.nanoRho),
      epsilon: release.epsilon,
      delta: release.delta,
      unit: 'FAMILY',
      mechanism: 'DISCRETE_GAUSSIAN',
    },
    release: {
      id: release.id,
      snapshot: release.snapshot,
      policyVersion: release.policyVersion,
      issuedAt: release.issuedAt,
    },
  };
}

/** The places that a cell is about: its own, or all that the question keeps. */
function placesOf(question: CanonicalQuestion, cell: Cell): readonly string[] {
  return cell.MUNICIPALITY === undefined ? keptValues(question, dimensionOf('MUNICIPALITY')) : [cell.MUNICIPALITY];
}

/** The interval is taken around the noisy number and cut at 0 for display only, so that it keeps its coverage. */
function noisyNumber({ families }: NoisyCell, threshold: bigint, margin: bigint): NoisyNumber {
  if (families < threshold) return { status: 'SUPPRESSED', value: null, low: null, high: null };
  const low = families - margin;
  return { status: 'RELEASED', value: families, low: low < 0n ? 0n : low, high: families + margin };
}

function named(cell: Cell): PresentedCell['by'] {
  return Object.fromEntries(
    Object.entries(cell).map(([dimension, code]) => [dimension, nameOf(dimension as DimensionName, code)]),
  );
}

function nameOf(dimension: DimensionName, code: string): { code: string; name: string } {
  return dimensionOf(dimension).values.find((value) => value.code === code) ?? { code, name: code };
}
