import type { Watch } from './watch.js';

/** A log that is closed lets nothing personal out, and one whose checkpoints stay in the database alone can be exchanged with it (A7-1d). */
export const recordIsKept: Watch = ({ record: { closed, unkept } }) => {
  const about = { clauses: ['A3-2', 'A7-1d'], key: null, since: null, degrades: true } as const;
  if (closed !== null) return [{ code: 'RECORD_CLOSED', what: `The audit log is closed: ${closed}.`, ...about }];
  const what = 'The last checkpoint of the audit log could not be signed or copied to the second place.';
  return unkept ? [{ code: 'CHECKPOINT_NOT_KEPT', what, ...about }] : [];
};
