import { NorenError } from '../errors.js';
import { reportEpsilon } from './accounting/zcdp.js';
import { gaussianVariance } from './accounting/gaussianPrice.js';
import type { StatisticPorts } from './buyStatistic.js';
import type { SnapshotInfo } from './factStore.js';
import { beforeCharge } from './releaseNoise.js';
import { interval95 } from './noise/interval95.js';
import { noisyNumber, SUPPRESSED, type NoisyNumber } from './noisyNumber.js';
import type { BudgetAccount, BudgetRefusal, StoredBody } from './releaseLedger.js';
import type { PolicyStamp } from './releaseKey.js';
import type { StatisticSettings } from './settings.js';
import { capsOf } from './statisticPurchase.js';

export interface ReachPurchase {
  /** Whose families: equal texts are one release. */
  readonly audience: string;
  /** How many were chosen, which who asks knows. */
  readonly chosen: number;
  readonly snapshot: SnapshotInfo;
  readonly settings: StatisticSettings;
  readonly policy: PolicyStamp;
  readonly account: BudgetAccount;
  readonly retryKey: string | null;
  /** Families of the audience in the snapshot, exactly; called after the charge and the draw. */
  readonly count: () => Promise<bigint>;
  /** The least noisy number that is shown. */
  readonly least: number;
}

export interface Reach {
  readonly families: NoisyNumber;
  readonly nanoRho: bigint;
  readonly epsilon: string;
  readonly chargedNano: bigint;
}

export type ReachAnswer =
  { readonly kind: 'RELEASE'; readonly reach: Reach } | { readonly kind: 'REFUSED'; readonly refusal: BudgetRefusal };

/** Of the stored body; no release of the engine has it. */
const FORMAT = 'REACH 1';

/**
 * How many families of an audience a send would reach, noisily: a family moves the number by one at most, so it costs what any count of
 * families costs. In the one safe order, as `buyStatistic` has it.
 */
export async function buyReach(
  purchase: ReachPurchase,
  { ledger, noise, departures }: Pick<StatisticPorts, 'ledger' | 'noise' | 'departures'>,
): Promise<ReachAnswer> {
  const { audience, snapshot, settings, policy, account, retryKey } = purchase;
  const nanoRho = settings.priceNano.FAMILIES;
  const question = `${FORMAT} ${audience}`;
  let draw: bigint | undefined;
  const prepare = async (): Promise<void> => {
    draw ??= (await beforeCharge(noise.take(gaussianVariance({ sensitivitySquared: 1n, nanoRho }), 1)))[0];
  };
  const acquired = await ledger.acquire({
    text: JSON.stringify([question, snapshot.id, policy.version, policy.hash, `${nanoRho}`]),
    words: `FAMILIES of audience ${audience}`,
    nanoRho,
    delta: settings.delta,
    snapshot: snapshot.id,
    policyVersion: policy.version,
    account,
    caps: capsOf(settings),
    retry: retryKey === null ? null : { key: retryKey, question },
    prepare,
  });
  if (acquired.kind === 'REFUSED') return acquired;
  const made = async (releaseId: string): Promise<StoredBody> => {
    const departure = departures();
    try {
      await prepare();
      return await ledger.complete(releaseId, await bodyOf(purchase, draw));
    } catch (cause) {
      return unfinished(cause);
    } finally {
      await departure();
    }
  };
  const stored = acquired.kind === 'STORED' ? acquired.stored : await made(acquired.releaseId);
  const families = presented(stored, purchase);
  const epsilon = reportEpsilon(nanoRho, settings.delta);
  return { kind: 'RELEASE', reach: { families, nanoRho, epsilon, chargedNano: acquired.chargedNano } };
}

async function bodyOf({ count, settings }: ReachPurchase, draw: bigint | undefined): Promise<string> {
  if (draw === undefined) throw new RangeError('A number without a draw.');
  const families = `${(await count()) + draw}`;
  return JSON.stringify({ format: FORMAT, nanoRho: `${settings.priceNano.FAMILIES}`, families });
}

function unfinished(cause: unknown): never {
  throw new NorenError(
    'STATISTIC_UNAVAILABLE',
    'statistics: the answer could not be finished. Its price stays charged. Ask again in a minute.',
    {},
    { cause },
  );
}

function presented({ body }: StoredBody, { chosen, least }: ReachPurchase): NoisyNumber {
  const { nanoRho, families } = JSON.parse(body) as { readonly nanoRho: string; readonly families: string };
  const value = Number(families);
  if (value < least) return SUPPRESSED;
  const { halfWidth, coverage } = interval95(gaussianVariance({ sensitivitySquared: 1n, nanoRho: BigInt(nanoRho) }));
  const bounds = { low: value - halfWidth, high: value + halfWidth };
  return noisyNumber({ value, ...bounds, coverage }, { least: 0, most: chosen }, 0);
}
