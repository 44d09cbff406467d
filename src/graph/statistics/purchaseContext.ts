import { budgetPeriod } from '../../statistics/accounting/period.js';
import { rhoToNumber } from '../../statistics/accounting/rho.js';
import type { BudgetAccount } from '../../statistics/releaseLedger.js';
import type { PolicyStamp } from '../../statistics/releaseKey.js';
import type { StatisticSettings } from '../../statistics/settings.js';
import type { RequestContext } from '../context.js';
import { statisticSettings } from './statisticsDesk.js';
import type { StatisticSpent } from './statisticTypes.js';

/** What every purchase of a request has in common: under which policy, on whose account, and the key that makes a retry the same purchase. */
export interface RequestPurchase {
  readonly settings: StatisticSettings;
  readonly policy: PolicyStamp;
  readonly account: BudgetAccount;
  readonly retryKey: string | null;
}

/** `sources`: whose people are counted. */
export function requestPurchase(context: RequestContext, sources: readonly string[]): RequestPurchase {
  const { policy } = context;
  return {
    settings: statisticSettings(policy, context.recipientClasses),
    policy: { version: policy.version, hash: policy.hash },
    account: {
      recipient: context.caller.organisation,
      purpose: context.purpose ?? '',
      period: budgetPeriod(context.today, policy.statistics.budgets.period),
      sources,
      trail: context.trail,
    },
    retryKey: context.idempotencyKey,
  };
}

/** Of questions, prices and noisy numbers only: neither the budget nor the threshold is a secret of any family (G11, A4-2b). */
export function reportOutcome(
  context: RequestContext,
  place: { readonly path: string; readonly coordinate: string },
  reason: 'DP_BUDGET_EXHAUSTED' | 'K_THRESHOLD',
): void {
  const form = reason === 'K_THRESHOLD' ? 'AGGREGATED' : 'DENIED';
  context.report({
    ...place,
    category: null,
    subject: null,
    form,
    otherwise: form,
    condition: [],
    reason,
    rule: 'G11',
    clauses: ['A4-2b'],
    gate: 'G11',
    needs: [],
  });
}

/** What an answer charged, as it is published; nothing for a stored release. */
export function spentOf(
  release: { readonly epsilon: string; readonly delta: string },
  chargedNano: bigint,
): StatisticSpent {
  return {
    rho: rhoToNumber(chargedNano),
    epsilon: chargedNano > 0n ? Number(release.epsilon) : 0,
    delta: Number(release.delta),
    unit: 'FAMILY',
    mechanism: 'DISCRETE_GAUSSIAN',
  };
}
