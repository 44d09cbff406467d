import { largestPlan, withoutConditions, withRowConditions } from './governance.js';
import type { BenchCase } from '../harness/benchCase.js';
import { guardianList } from './guardianList.js';
import { nestedPage } from './nestedPage.js';
import { oneGuardian } from './oneGuardian.js';
import { storedStatistic } from './storedStatistic.js';

/** The first case is the issue's own; the others say whether it misleads. */
export const CASES: readonly BenchCase[] = [
  guardianList,
  oneGuardian,
  nestedPage,
  storedStatistic,
  withoutConditions,
  withRowConditions,
  largestPlan,
];
