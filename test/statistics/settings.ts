import type { StatisticSettings } from '../../src/statistics/settings.js';

/** rho 0.005 a question (sigma2 = 100), 0.1 a recipient, 0.4 in all, a quarter. */
export const settings: StatisticSettings = {
  k: { own: 5, outside: 10 },
  placeK: 20,
  recipientCapNano: 100_000_000n,
  globalCapNano: 400_000_000n,
  lifetimeCapNano: 4_000_000_000n,
  delta: '1e-6',
  priceNano: { families: 5_000_000n },
  maxCells: 300,
};
