import type { Policy } from '../../policy/policy.js';
import { parseNanoRho } from '../../statistics/accounting/rho.js';
import type { StatisticPorts } from '../../statistics/buyFamilies.js';
import type { StatisticSettings } from '../../statistics/settings.js';

/** The statistics engine with its stores. */
export interface StatisticsDesk {
  readonly ports: StatisticPorts;
}

/** The policy's statistics section in the engine's units. */
export function statisticSettings({ statistics }: Policy): StatisticSettings {
  const { k, placeK, budgets, sums, maxCells } = statistics;
  return {
    k: { own: k.OWN_ORGANISATION ?? k.default, outside: k.default },
    placeK,
    recipientCapNano: parseNanoRho(budgets.recipientCap.default),
    globalCapNano: parseNanoRho(budgets.globalCap),
    lifetimeCapNano: parseNanoRho(budgets.lifetimeCap),
    delta: budgets.delta,
    priceNano: { families: parseNanoRho(sums['FAMILIES']?.price ?? '') },
    maxCells,
  };
}
