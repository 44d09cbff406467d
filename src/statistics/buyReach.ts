import { formatNanoRho } from './accounting/rho.js';
import { reportEpsilon } from './accounting/zcdp.js';
import { gaussianVariance } from './accounting/gaussianPrice.js';
import type { SnapshotInfo } from './factStore.js';
import { interval95 } from './noise/interval95.js';
import type { NoisePool } from './noise/noisePool.js';
import { noisyNumber, SUPPRESSED, type NoisyNumber } from './noisyNumber.js';
import { REACH_FORMAT, reachInWords, readReach, writeReachBody } from './reachRelease.js';
import type { ReachedAudience, ReachRelease } from './reachRelease.js';
import type { BudgetAccount, BudgetRefusal, ReleaseLedger, ReleasePurchase } from './releaseLedger.js';
import type { PolicyStamp } from './releaseKey.js';
import type { StatisticSettings } from './settings.js';
import { standingAfter, type StandingAfter } from './standingAfter.js';
import { capsOf } from './statisticPurchase.js';
import { unfinished } from './unfinished.js';

export interface ReachPurchase {
  /** Equal ones are one release. */
  readonly audience: ReachedAudience;
  /** How many were chosen, which who asks knows. */
  readonly chosen: number;
  readonly snapshot: SnapshotInfo;
  readonly settings: StatisticSettings;
  readonly policy: PolicyStamp;
  readonly account: BudgetAccount;
  readonly retryKey: string | null;
  /** Families of the audience that a send would reach, exactly; called after the charge and the draw. */
  readonly count: () => Promise<bigint>;
}

export type ReachAnswer =
  | { readonly kind: 'RELEASE'; readonly release: ReachRelease; readonly chargedNano: bigint }
  | { readonly kind: 'REFUSED'; readonly refusal: BudgetRefusal };

/** The price of a reach, from the policy alone. */
export interface ReachQuote extends StandingAfter {
  readonly rho: string;
  readonly epsilon: string;
  readonly delta: string;
  readonly halfWidth95: number;
}

/** A family moves the number by one at most, so it costs what any count of families costs. */
const varianceAt = (nanoRho: bigint) => gaussianVariance({ sensitivitySquared: 1n, nanoRho });

/** Reads the ledger, never the data; spends nothing. */
export async function quoteReach(
  purchase: ReachPurchase,
  { ledger }: { readonly ledger: ReleaseLedger },
): Promise<ReachQuote> {
  const { nanoRho, delta, text, account, caps } = ledgerPurchase(purchase);
  return {
    rho: formatNanoRho(nanoRho),
    epsilon: reportEpsilon(nanoRho, delta),
    delta,
    halfWidth95: interval95(varianceAt(nanoRho)).halfWidth,
    ...(await standingAfter(nanoRho, { text, account, caps }, ledger)),
  };
}

/** How many families of an audience a send would reach, noisily. In the one safe order: charged or stored, noise, data, stored, answered. */
export async function buyReach(
  purchase: ReachPurchase,
  { ledger, noise }: { readonly ledger: ReleaseLedger; readonly noise: NoisePool },
): Promise<ReachAnswer> {
  const acquired = await ledger.acquire(ledgerPurchase(purchase));
  if (acquired.kind === 'REFUSED') return acquired;
  const { chargedNano } = acquired;
  try {
    const stored =
      acquired.kind === 'STORED'
        ? acquired.stored
        : await ledger.complete(acquired.releaseId, await drawn(purchase, noise));
    const release = readReach(stored);
    if (release === null) throw new TypeError('What is stored for this audience is no reach.');
    return { kind: 'RELEASE', release, chargedNano };
  } catch (cause) {
    throw unfinished(cause);
  }
}

function ledgerPurchase({ audience, snapshot, settings, policy, account, retryKey }: ReachPurchase): ReleasePurchase {
  const nanoRho = settings.priceNano.FAMILIES;
  const question = `${REACH_FORMAT} ${audience.key} version ${audience.version}`;
  return {
    text: JSON.stringify([question, snapshot.id, policy.version, policy.hash, `${nanoRho}`]),
    words: reachInWords(audience),
    nanoRho,
    delta: settings.delta,
    snapshot: snapshot.id,
    policyVersion: policy.version,
    account,
    caps: capsOf(settings),
    retry: retryKey === null ? null : { key: retryKey, question },
  };
}

async function drawn({ audience, chosen, settings, snapshot, policy, count }: ReachPurchase, noise: NoisePool) {
  const nanoRho = settings.priceNano.FAMILIES;
  const [draw] = await noise.take(varianceAt(nanoRho), 1);
  if (draw === undefined) throw new RangeError('A number without a draw.');
  return writeReachBody({
    audience,
    chosen,
    snapshot: snapshot.id,
    policyVersion: policy.version,
    nanoRho,
    epsilon: reportEpsilon(nanoRho, settings.delta),
    delta: settings.delta,
    families: (await count()) + draw,
  });
}

/** `least`: the least noisy number that this reader is shown. */
export function presentReach({ families, chosen, nanoRho }: ReachRelease, least: number): NoisyNumber {
  const value = Number(families);
  if (value < least) return SUPPRESSED;
  const { halfWidth, coverage } = interval95(varianceAt(nanoRho));
  return noisyNumber(
    { value, low: value - halfWidth, high: value + halfWidth, coverage },
    { least: 0, most: chosen },
    0,
  );
}
