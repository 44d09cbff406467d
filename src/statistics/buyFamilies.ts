import { NorenError } from '../errors.js';
import { reportEpsilon } from './accounting/zcdp.js';
import { familyCountMechanism, type FamilyCountMechanism } from './familyCount.js';
import { readRelease, writeReleaseBody, type FamilyRelease, type NoisyCell } from './familyRelease.js';
import type { FamilyStore } from './familyStore.js';
import type { NoisePool } from './noise/noisePool.js';
import { cellsOf, type CanonicalQuestion, type Cell } from './question.js';
import { questionInWords } from './questionInWords.js';
import { releaseText, type PolicyStamp } from './releaseKey.js';
import type { BudgetAccount, BudgetRefusal, ReleaseLedger } from './releaseLedger.js';
import { budgetCaps, type StatisticSettings } from './settings.js';

export interface FamilyPurchase {
  readonly question: CanonicalQuestion;
  readonly settings: StatisticSettings;
  readonly policy: PolicyStamp;
  readonly account: BudgetAccount;
  /** Chosen by the caller: the same question with the same key is the same purchase. @default none */
  readonly retryKey?: string | null;
}

/** What the engine stands on; the composition root gives it a pool of noise and the two PostgreSQL stores. */
export interface StatisticPorts {
  readonly ledger: ReleaseLedger;
  readonly store: FamilyStore;
  readonly noise: NoisePool;
}

export type FamilyAnswer =
  | { readonly kind: 'RELEASE'; readonly release: FamilyRelease; readonly chargedNano: bigint }
  | { readonly kind: 'REFUSED'; readonly refusal: BudgetRefusal };

/**
 * Buys the noisy numbers of families, in the one safe order: stored or charged, noise, data, sum, stored, answered. After the
 * charge every failure is the same error: STATISTIC_UNAVAILABLE, still charged, saying nothing about the data.
 */
export async function buyFamilies(purchase: FamilyPurchase, ports: StatisticPorts): Promise<FamilyAnswer> {
  const snapshot = await ports.store.currentSnapshot();
  const mechanism = familyCountMechanism(purchase.settings);
  const { retryKey = null } = purchase;
  const acquired = await ports.ledger.acquire({
    text: releaseText({ ...purchase, snapshot }),
    words: questionInWords(purchase.question),
    retry: retryKey === null ? null : { key: retryKey, question: JSON.stringify(purchase.question) },
    nanoRho: mechanism.nanoRho,
    delta: purchase.settings.delta,
    snapshot,
    policyVersion: purchase.policy.version,
    account: purchase.account,
    caps: budgetCaps(purchase.settings),
  });
  switch (acquired.kind) {
    case 'REFUSED':
      return acquired;
    case 'STORED':
      return { kind: 'RELEASE', release: readRelease(acquired.stored), chargedNano: acquired.chargedNano };
    case 'RESERVED': {
      const release = await makeRelease({ ...purchase, snapshot, mechanism, releaseId: acquired.releaseId }, ports);
      return { kind: 'RELEASE', release, chargedNano: acquired.chargedNano };
    }
  }
}

interface ReservedPurchase extends FamilyPurchase {
  readonly snapshot: string;
  readonly mechanism: FamilyCountMechanism;
  readonly releaseId: string;
}

async function makeRelease(
  reserved: ReservedPurchase,
  { ledger, store, noise: pool }: StatisticPorts,
): Promise<FamilyRelease> {
  const { question, snapshot, mechanism, settings, policy } = reserved;
  try {
    const domain = cellsOf(question);
    // One draw for every cell, before the data is read: how many there are can't depend on it.
    const noise = await pool.take(mechanism.sigma2, domain.length);
    const exact = new Map(
      (await store.countFamilies(question, snapshot)).map(({ by, families }) => [cellKey(question, by), families]),
    );
    const cells: readonly NoisyCell[] = domain.map((by, index) => ({
      by,
      families: (exact.get(cellKey(question, by)) ?? 0n) + drawn(noise, index),
    }));
    const epsilon = reportEpsilon(mechanism.nanoRho, settings.delta);
    const parts = {
      question,
      snapshot,
      mechanism,
      cells,
      epsilon,
      delta: settings.delta,
      policyVersion: policy.version,
    };
    return readRelease(await ledger.complete(reserved.releaseId, writeReleaseBody(parts)));
  } catch (cause) {
    throw new NorenError(
      'STATISTIC_UNAVAILABLE',
      'statistics.families could not be finished. Its price stays charged. Ask again in a minute.',
      {},
      { cause },
    );
  }
}

function cellKey(question: CanonicalQuestion, by: Cell): string {
  return JSON.stringify(question.groupBy.map((name) => by[name]));
}

/** Fails closed: a cell without noise must not leave. */
function drawn(noise: readonly bigint[], index: number): bigint {
  const draw = noise[index];
  if (draw === undefined) throw new RangeError('A cell without a draw.');
  return draw;
}
