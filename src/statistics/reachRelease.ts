import type { StoredBody } from './releaseLedger.js';

/** Whose families are counted. */
export interface ReachedAudience {
  readonly key: string;
  readonly version: number;
}

/** A noisy number of families of an audience, as bought. */
export interface ReachRelease {
  readonly id: string;
  readonly issuedAt: string;
  readonly audience: ReachedAudience;
  /** How many were chosen, which who asks knows. */
  readonly chosen: number;
  readonly snapshot: string;
  readonly policyVersion: string;
  readonly nanoRho: bigint;
  readonly epsilon: string;
  readonly delta: string;
  /** May be negative. */
  readonly families: bigint;
}

type Body = Omit<ReachRelease, 'id' | 'issuedAt'>;

/** Of the stored body; no release of the engine has it. */
export const REACH_FORMAT = 'REACH 2';

export function reachInWords({ key, version }: ReachedAudience): string {
  return `FAMILIES of audience ${key} version ${version}`;
}

/** The body that the ledger keeps; big integers as text. */
export function writeReachBody(release: Body): string {
  const { nanoRho, families } = release;
  return JSON.stringify({ format: REACH_FORMAT, ...release, nanoRho: `${nanoRho}`, families: `${families}` });
}

/** Null: a release of something else. */
export function readReach({ id, issuedAt, body }: StoredBody): ReachRelease | null {
  const { format, nanoRho, families, ...rest } = JSON.parse(body) as {
    readonly format: unknown;
    readonly nanoRho: string;
    readonly families: string;
  } & Omit<Body, 'nanoRho' | 'families'>;
  if (format !== REACH_FORMAT) return null;
  return { ...rest, id, issuedAt, nanoRho: BigInt(nanoRho), families: BigInt(families) };
}
