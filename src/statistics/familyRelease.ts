import type { FamilyCountMechanism } from './familyCount.js';
import type { CanonicalQuestion, Cell } from './question.js';
import { formatRational, parseRational, type Rational } from './rational.js';
import type { StoredBody } from './releaseLedger.js';

/** Noisy numbers of families, as bought: the same for everybody who may see them. */
export interface FamilyRelease {
  readonly id: string;
  readonly issuedAt: string;
  readonly snapshot: string;
  readonly policyVersion: string;
  readonly question: CanonicalQuestion;
  readonly nanoRho: bigint;
  readonly epsilon: string;
  readonly delta: string;
  readonly sigma2: Rational;
  readonly cells: readonly NoisyCell[];
}

export interface NoisyCell {
  readonly by: Cell;
  /** May be negative. */
  readonly families: bigint;
}

export interface ReleaseBodyParts {
  readonly question: CanonicalQuestion;
  readonly snapshot: string;
  readonly policyVersion: string;
  readonly mechanism: FamilyCountMechanism;
  readonly epsilon: string;
  readonly delta: string;
  readonly cells: readonly NoisyCell[];
}

/** The body that the ledger keeps. */
export function writeReleaseBody({ question, mechanism, cells, ...parts }: ReleaseBodyParts): string {
  return JSON.stringify({
    format: 1,
    question,
    snapshot: parts.snapshot,
    policyVersion: parts.policyVersion,
    nanoRho: `${mechanism.nanoRho}`,
    epsilon: parts.epsilon,
    delta: parts.delta,
    sigma2: formatRational(mechanism.sigma2),
    cells: cells.map(({ by, families }) => [by, `${families}`]),
  });
}

interface StoredShape {
  readonly question: CanonicalQuestion;
  readonly snapshot: string;
  readonly policyVersion: string;
  readonly nanoRho: string;
  readonly epsilon: string;
  readonly delta: string;
  readonly sigma2: string;
  readonly cells: readonly (readonly [Cell, string])[];
}

export function readRelease({ id, issuedAt, body }: StoredBody): FamilyRelease {
  const { nanoRho, sigma2, cells, ...rest } = JSON.parse(body) as StoredShape;
  return {
    id,
    issuedAt,
    question: rest.question,
    snapshot: rest.snapshot,
    policyVersion: rest.policyVersion,
    nanoRho: BigInt(nanoRho),
    epsilon: rest.epsilon,
    delta: rest.delta,
    sigma2: parseRational(sigma2),
    cells: cells.map(([by, families]) => ({ by, families: BigInt(families) })),
  };
}
