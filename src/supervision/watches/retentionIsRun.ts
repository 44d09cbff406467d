import type { Watch } from './watch.js';

/** What has been kept long enough is taken out each day (A2-2, APPI 22). */
export const retentionIsRun: Watch = ({ waiting: { retention } }) => {
  const { problem, since, isLate } = retention;
  if (problem === null && !isLate) return [];
  const what =
    problem === null ? 'No retention run was finished for two days.' : `The last retention run failed (${problem}).`;
  return [{ code: 'RETENTION_OVERDUE', clauses: ['A7-1c'], key: null, what, since, degrades: true }];
};
