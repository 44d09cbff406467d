import { formatNanoRho } from './accounting/rho.js';
import { reportEpsilon } from './accounting/zcdp.js';
import { gaussianVariance } from './accounting/gaussianPrice.js';
import type { StatisticPorts } from './buyStatistic.js';
import type { SnapshotInfo } from './factStore.js';
import { beforeCharge } from './releaseNoise.js';
import { interval95 } from './noise/interval95.js';
import { shownInterval95 } from './noise/shownInterval.js';
import { noisyNumber, SUPPRESSED, type NoisyNumber } from './noisyNumber.js';
import { REACH_FORMAT, reachInWords, readReach, writeReachBody } from './reachRelease.js';
import type { ReachedAudience, ReachRelease } from './reachRelease.js';
import type { BudgetAccount, BudgetRefusal, ReleaseLedger, ReleasePurchase, StoredBody } from './releaseLedger.js';
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
  ledger: Pick<ReleaseLedger, 'standing'>,
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

/** How many families of an audience a send would reach, noisily. In the one safe order, as `buyStatistic` has it. */
export async function buyReach(
  purchase: ReachPurchase,
  { ledger, noise, departures }: Pick<StatisticPorts, 'ledger' | 'noise' | 'departures'>,
): Promise<ReachAnswer> {
  let draw: bigint | undefined;
  const prepare = async (): Promise<void> => {
    draw ??= (await beforeCharge(noise.take(varianceAt(purchase.settings.priceNano.FAMILIES), 1)))[0];
  };
  const acquired = await ledger.acquire({ ...ledgerPurchase(purchase), prepare });
  if (acquired.kind === 'REFUSED') return acquired;
  const made = async (releaseId: string): Promise<StoredBody> => {
    const departure = departures();
    try {
      await prepare();
      return await ledger.complete(releaseId, await bodyOf(purchase, draw));
    } catch (cause) {
      throw unfinished(cause);
    } finally {
      await departure();
    }
  };
  const release = readReach(acquired.kind === 'STORED' ? acquired.stored : await made(acquired.releaseId));
  if (release === null) throw unfinished(new TypeError('What is stored for this audience is no reach.'));
  return { kind: 'RELEASE', release, chargedNano: acquired.chargedNano };
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

async function bodyOf(
  { audience, chosen, settings, snapshot, policy, count }: ReachPurchase,
  draw: bigint | undefined,
): Promise<string> {
  if (draw === undefined) throw new RangeError('A number without a draw.');
  const nanoRho = settings.priceNano.FAMILIES;
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
  const interval = shownInterval95(varianceAt(nanoRho))({ value, from: least });
  return noisyNumber({ value, ...interval }, { least: 0, most: chosen }, 0);
}
