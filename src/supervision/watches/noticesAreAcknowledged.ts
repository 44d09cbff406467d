import type { Watch } from './watch.js';

/** A joint user says that it has the correction, or nothing any more, within a fortnight. How many, never of whom. */
export const noticesAreAcknowledged: Watch = ({ waiting: { notices } }) =>
  notices.map(({ organisation, count, since }) => {
    const what = `${organisation} has not acknowledged ${count} notices of corrections and erasures.`;
    return {
      code: 'NOTICE_UNACKNOWLEDGED',
      clauses: ['A6-3c', 'A6-3d'],
      key: organisation,
      what,
      since,
      degrades: false,
    };
  });
