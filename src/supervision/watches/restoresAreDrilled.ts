import { daysAfter } from '../../policy/lifeStage.js';
import { recoveryDrillRegister } from '../../registry/registers/recoveryDrill.js';
import type { Watch } from './watch.js';

/** The governance database is restored from a copy, with success, often enough. */
export const restoresAreDrilled: Watch = ({ inForce, today, policy }) => {
  const every = policy.supervision.restoreDrillEveryDays;
  const last = inForce(recoveryDrillRegister)
    .filter(({ payload }) => payload.kind === 'RESTORE' && payload.store === 'GOVERNANCE' && payload.passed)
    .map(({ payload }) => payload.doneOn)
    .toSorted()
    .at(-1);
  if (last !== undefined && daysAfter(last, every) >= today) return [];
  const what = `The governance database was not restored from a copy in the last ${every} days.`;
  const since = last === undefined ? null : daysAfter(last, every + 1);
  return [{ code: 'RESTORE_DRILL_OVERDUE', clauses: ['A7-1b'], key: null, what, since, degrades: true }];
};
