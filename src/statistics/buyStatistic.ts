import type { FactStore } from './factStore.js';
import { makeRelease } from './makeRelease.js';
import { mechanismsOf } from './mechanisms.js';
import type { NoisePool } from './noise/noisePool.js';
import { questionInWords } from './questionInWords.js';
import { beforeCharge, drawNoise, type ReleaseNoise } from './releaseNoise.js';
import { releaseText } from './releaseKey.js';
import type { BudgetRefusal, ReleaseLedger } from './releaseLedger.js';
import { capsOf, refuseOtherBounds, type StatisticPurchase } from './statisticPurchase.js';
import { readRelease, type StatisticRelease } from './statisticRelease.js';

/** What the engine stands on; the composition root gives it a pool of noise and the two PostgreSQL stores. */
export interface StatisticPorts {
  readonly ledger: ReleaseLedger;
  readonly store: FactStore;
  readonly noise: NoisePool;
  /** Called before data are read; what it gives resolves at the next instant of a fixed schedule, at which the answer may leave. */
  readonly departures: () => () => Promise<void>;
}

export type StatisticAnswer =
  | { readonly kind: 'RELEASE'; readonly release: StatisticRelease; readonly chargedNano: bigint }
  | { readonly kind: 'REFUSED'; readonly refusal: BudgetRefusal };

/**
 * Buys noisy numbers, in the one safe order: stored, or noise, charged, data, sum, stored, answered at a fixed instant. Without noise nothing is
 * charged. After the charge every failure is the same error: STATISTIC_UNAVAILABLE, still charged, saying nothing about the data.
 */
export async function buyStatistic(purchase: StatisticPurchase, ports: StatisticPorts): Promise<StatisticAnswer> {
  const { question, model, settings, policy, account, retry = null } = purchase;
  const snapshot = purchase.snapshot ?? (await ports.store.currentSnapshot());
  refuseOtherBounds(snapshot, model);
  const mechanisms = mechanismsOf(question, model, settings);
  const basis = { question, model, mechanisms, settings };
  let noise: ReleaseNoise | null = null;
  const prepare = async (): Promise<void> => {
    noise ??= await beforeCharge(drawNoise(basis, ports.noise));
  };
  const acquired = await ports.ledger.acquire({
    text: releaseText(basis, snapshot, policy),
    words: questionInWords(question),
    nanoRho: mechanisms.nanoRho,
    delta: settings.delta,
    snapshot: snapshot.id,
    policyVersion: policy.version,
    account,
    caps: capsOf(settings),
    retry,
    prepare,
  });
  switch (acquired.kind) {
    case 'REFUSED':
      return acquired;
    case 'STORED':
      return { kind: 'RELEASE', release: readRelease(acquired.stored), chargedNano: acquired.chargedNano };
    case 'RESERVED': {
      const release = await makeRelease(
        { ...purchase, snapshot, mechanisms, releaseId: acquired.releaseId, noise },
        ports,
      );
      return { kind: 'RELEASE', release, chargedNano: acquired.chargedNano };
    }
  }
}
