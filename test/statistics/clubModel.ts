import { makeStatisticModel } from '../../src/statistics/model/makeStatisticModel.js';
import { club } from '../policy/askClub.js';

/** Of the club's policy, on the day of the snapshots in tests. */
export const clubModel = makeStatisticModel(club.statistics, '2026-11-22');
