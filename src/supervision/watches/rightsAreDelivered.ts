import type { Watch } from './watch.js';

/** What persons asked for reaches every source. One alert for all works that stand at one step for one reason: how many, never whose. */
export const rightsAreDelivered: Watch = ({ undelivered }) =>
  undelivered.map(({ work, step, state, problem, count, since }) => {
    const how = state === 'CONFLICT' ? 'the source says something else by now' : `not done after a day (${problem})`;
    const what = `${work} at ${step}: ${count}, ${how}.`;
    const key = `${work}/${step}/${state}`;
    return { code: 'RIGHT_NOT_DELIVERED', clauses: ['A6-3c', 'A6-3d'], key, what, since, degrades: false };
  });
