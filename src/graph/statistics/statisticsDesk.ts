import type { Policy } from '../../policy/policy.js';
import { recipientValue } from '../../policy/recipientValue.js';
import type { ByRecipient } from '../../policy/statisticsPolicy.js';
import type { RecipientClass } from '../../policy/vocabulary.js';
import { parseNanoRho } from '../../statistics/accounting/rho.js';
import type { StatisticPorts } from '../../statistics/buyStatistic.js';
import { SUMS, TOPICS } from '../../statistics/model/statisticModel.js';
import type { StatisticModels } from './statisticModels.js';
import type { RevealedCategory, StatisticSettings } from '../../statistics/settings.js';

/** The statistics engine with its stores. */
export interface StatisticsDesk {
  readonly ports: StatisticPorts;
  /** The policy's model on a day. */
  readonly modelOn: StatisticModels;
}

/** The policy's statistics section in the engine's units, as it is for a recipient of these classes. */
export function statisticSettings(
  { statistics }: Pick<Policy, 'statistics'>,
  recipientClasses: readonly RecipientClass[],
): StatisticSettings {
  const { k, placeK, budgets, sums, quantiles, topics, maxCells, expectedFamilies, amountUnit } = statistics;
  return {
    k: recipientValue(k, recipientClasses, (one, other) => Math.max(one, other)),
    placeK,
    recipientCapNano: recipientCap(budgets.recipientCap, recipientClasses),
    globalCapNano: parseNanoRho(budgets.globalCap),
    lifetimeCapNano: parseNanoRho(budgets.lifetimeCap),
    delta: budgets.delta,
    priceNano: table(SUMS, (sum) => parseNanoRho(sums[sum]?.price ?? '')),
    quantiles: {
      priceNano: parseNanoRho(quantiles.price),
      grid: quantiles.classes.map((bound) => bound / amountUnit),
    },
    reveals: {
      topics: categories(TOPICS, (topic) => topics[topic]?.category),
      sums: categories(SUMS, (sum) => sums[sum]?.category),
    },
    maxCells,
    expectedFamilies,
  };
}

/** Of several classes the least counts. */
export function recipientCap(caps: ByRecipient<string>, classes: readonly RecipientClass[]): bigint {
  return parseNanoRho(
    recipientValue(caps, classes, (one, other) => (parseNanoRho(other) < parseNanoRho(one) ? other : one)),
  );
}

function table<K extends string, T>(names: readonly K[], of: (name: K) => T): Readonly<Record<K, T>> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<K, T>;
}

/** The policy's schema allows no other category here. */
function categories<K extends string>(
  names: readonly K[],
  of: (name: K) => string | undefined,
): Readonly<Partial<Record<K, RevealedCategory>>> {
  const said = names.flatMap((name) => {
    const category = of(name);
    return category === undefined || category === 'NONE' ? [] : [[name, category] as const];
  });
  return Object.fromEntries(said) as Partial<Record<K, RevealedCategory>>;
}
