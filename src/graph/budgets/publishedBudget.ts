import type { BudgetsAsked, BudgetStatement } from '../../ledger/readBudgets.js';
import type { AccountKey } from '../../ledger/accountKey.js';
import type { Policy } from '../../policy/policy.js';
import { nextPeriodBegins } from '../../statistics/accounting/period.js';
import { parseNanoRho, rhoToNumber } from '../../statistics/accounting/rho.js';
import { parseDelta, reportEpsilon } from '../../statistics/accounting/zcdp.js';
import { STATISTIC_SOURCES } from '../../statistics/model/statisticModel.js';
import type { BudgetScope } from '../../statistics/releaseLedger.js';
import type { RequestContext } from '../context.js';
import { recipientCap } from '../statistics/statisticsDesk.js';
import type { PrivacyBudget, PrivacyLoss } from './PrivacyBudget.js';

const PURPOSES_OF_STATISTICS: readonly string[] = ['AGGREGATE_ANALYSIS', 'ANONYMISED_DISCLOSURE'];

export function loss(nano: bigint, delta: string): PrivacyLoss {
  return { rho: rhoToNumber(nano), epsilon: Number(reportEpsilon(nano, delta)) };
}

export interface AccountsAre {
  readonly closed: boolean;
  /** Charges are kept, and no cap is held. */
  readonly unlimited: boolean;
}

/** Caps are those of the policy in force; what an account had before is history. */
export function published(
  { key, spentNano }: BudgetStatement,
  policy: Policy,
  { closed, unlimited }: AccountsAre,
): PrivacyBudget {
  const { delta } = policy.statistics.budgets;
  const capNano = capOf(key, policy);
  const left = capNano - spentNano;
  return {
    scope: key.scope,
    recipient: key.recipient === '' ? null : key.recipient,
    purpose: key.purpose === '' ? null : key.purpose,
    period: key.period === '' ? null : key.period,
    source: key.source,
    cap: loss(capNano, delta),
    spent: loss(spentNano, delta),
    remaining: unlimited ? null : loss(left < 0n ? 0n : left, delta),
    delta: parseDelta(delta),
    renewsOn: key.period === '' ? null : nextPeriodBegins(key.period),
    closed,
  };
}

export function accountOf({ scope, recipient, purpose, period, source }: PrivacyBudget): AccountKey {
  return {
    scope: scope as BudgetScope,
    recipient: recipient ?? '',
    purpose: purpose ?? '',
    period: period ?? '',
    source,
  };
}

/** With the whole accounts that nothing was bought from yet: those of this request's purpose, and of all together. */
export function withUnopened(
  statements: readonly BudgetStatement[],
  { recipient, period }: BudgetsAsked,
  { purpose, policy }: RequestContext,
): readonly BudgetStatement[] {
  const own = recipient !== null && purpose !== null && PURPOSES_OF_STATISTICS.includes(purpose);
  const keys = STATISTIC_SOURCES.toSorted().flatMap((source): readonly AccountKey[] => [
    ...(own ? [{ scope: 'RECIPIENT', recipient, purpose, period, source } as const] : []),
    { scope: 'GLOBAL', recipient: '', purpose: '', period, source },
    { scope: 'LIFETIME', recipient: '', purpose: '', period: '', source },
  ]);
  const opened = new Set(statements.map(({ key }) => JSON.stringify(Object.values(key))));
  const missing = keys.filter((key) => !opened.has(JSON.stringify(Object.values(key))));
  const order: readonly BudgetScope[] = ['RECIPIENT', 'GLOBAL', 'LIFETIME'];
  return [...statements, ...missing.map((key) => ({ key, capNano: capOf(key, policy), spentNano: 0n }))].toSorted(
    (one, other) => order.indexOf(one.key.scope) - order.indexOf(other.key.scope),
  );
}

function capOf({ scope, recipient }: AccountKey, { statistics: { budgets }, organisations }: Policy): bigint {
  switch (scope) {
    case 'RECIPIENT':
      return recipientCap(budgets.recipientCap, organisations[recipient]?.recipientClasses ?? []);
    case 'GLOBAL':
      return parseNanoRho(budgets.globalCap);
    case 'LIFETIME':
      return parseNanoRho(budgets.lifetimeCap);
  }
}
