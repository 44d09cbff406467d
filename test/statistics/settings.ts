import { statisticSettings } from '../../src/graph/statistics/statisticsDesk.js';
import type { StatisticSettings } from '../../src/statistics/settings.js';
import { club } from '../policy/askClub.js';

/** The club's prices; rho 0.1 a recipient, 0.4 in all, a quarter; 300 cells at most. */
export const settings: StatisticSettings = {
  ...statisticSettings(club, ['PARTNER_THIRD_PARTY']),
  globalCapNano: 400_000_000n,
  maxCells: 300,
};
