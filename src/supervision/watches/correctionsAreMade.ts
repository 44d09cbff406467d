import { correctiveActionRegister } from '../../registry/registers/correctiveAction.js';
import type { Watch } from './watch.js';

/** Each corrective action is VERIFIED by its day. */
export const correctionsAreMade: Watch = ({ inForce, today }) =>
  inForce(correctiveActionRegister)
    .filter(({ payload }) => payload.state !== 'VERIFIED' && payload.dueOn < today)
    .map(({ key, payload: { state, owner, dueOn } }) => {
      const what = `A corrective action of ${owner} is ${state}, not VERIFIED.`;
      return { code: 'CORRECTION_OVERDUE', clauses: ['A9-3'], key, what, since: dueOn, degrades: true };
    });
