import { daysAfter } from '../../policy/lifeStage.js';
import { manualControlRegister } from '../../registry/registers/manualControl.js';
import { REVIEW_CLAUSE } from './policyIsReviewed.js';
import type { Watch } from './watch.js';

/** Each manual control is done again in time, and each clause that people keep has one. The review of the policy has a watch of its own. */
export const controlsAreKept: Watch = ({ inForce, today, policy }) => {
  const controls = inForce(manualControlRegister);
  const late = controls
    .filter(({ payload }) => payload.clauses.some((id) => id !== REVIEW_CLAUSE))
    .map(({ key, payload }) => ({ key, payload, due: daysAfter(payload.lastDoneOn, payload.everyDays) }))
    .filter(({ due }) => due < today)
    .map(({ key, payload, due }) => {
      const what = `The control "${payload.what}" of ${payload.owner} is due.`;
      return {
        code: 'MANUAL_CONTROL_OVERDUE',
        clauses: payload.clauses,
        key,
        what,
        since: due,
        degrades: false,
      } as const;
    });
  const covered = new Set(controls.flatMap(({ payload }) => payload.clauses));
  const open = Object.values(policy.clauses).filter(
    ({ id, keptBy }) => keptBy === 'MANUAL' && id !== REVIEW_CLAUSE && !covered.has(id),
  );
  const missing = open.map(({ id, owner }) => {
    const what = `Clause ${id} is kept by people (${owner}), and no control of it is on record.`;
    return { code: 'MANUAL_CONTROL_MISSING', clauses: [id], key: null, what, since: null, degrades: false } as const;
  });
  return [...late, ...missing];
};
