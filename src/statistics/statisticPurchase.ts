import { NorenError } from '../errors.js';
import type { SnapshotInfo } from './factStore.js';
import type { StatisticModel } from './model/statisticModel.js';
import type { CanonicalQuestion } from './question.js';
import type { PolicyStamp } from './releaseKey.js';
import type { BudgetAccount, BudgetCaps, Retry } from './releaseLedger.js';
import type { StatisticSettings } from './settings.js';

/** One question of one recipient. */
export interface StatisticPurchase {
  readonly question: CanonicalQuestion;
  /** Of the snapshot's day: what the question was judged by. */
  readonly model: StatisticModel;
  /** null: none was taken yet. */
  readonly snapshot: SnapshotInfo | null;
  readonly settings: StatisticSettings;
  readonly policy: PolicyStamp;
  readonly account: BudgetAccount;
  /** Chosen by the caller, so that a question sent again is the same purchase. @default none */
  readonly retry?: Retry | null;
}

export function capsOf({ recipientCapNano, globalCapNano, lifetimeCapNano }: StatisticSettings): BudgetCaps {
  return { recipientNano: recipientCapNano, globalNano: globalCapNano, lifetimeNano: lifetimeCapNano };
}

/** Facts that were bounded otherwise than the noise is made for would not be covered by it. Comes before any charge. */
export function refuseOtherBounds(snapshot: SnapshotInfo, model: StatisticModel): void {
  if (snapshot.boundsHash === model.boundsHash) return;
  throw new NorenError(
    'STATISTIC_UNAVAILABLE',
    `statistics: snapshot ${snapshot.id} was made with other bounds than the policy in force. ` +
      'Nothing was charged. Run `npm run -s noren -- analysis refresh`.',
  );
}
