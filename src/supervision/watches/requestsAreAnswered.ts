import { rightsCaseRegister } from '../../registry/registers/rightsCase.js';
import type { Watch } from './watch.js';

/** Each request of a person has its answer by its fourteenth day: from the next on a suit is possible (APPI 39). The key alone says which. */
export const requestsAreAnswered: Watch = ({ inForce, today }) =>
  inForce(rightsCaseRegister)
    .filter(({ payload }) => (payload.outcome ?? null) === null && payload.dueOn < today)
    .map(({ key, payload: { right, dueOn } }) => {
      const what = `A request (${right}) was to be answered by ${dueOn}, and has no answer.`;
      return { code: 'REQUEST_OVERDUE', clauses: ['A6-5'], key, what, since: dueOn, degrades: false };
    });
