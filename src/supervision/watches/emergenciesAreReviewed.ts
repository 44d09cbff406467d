import { tokyoToday } from '../../policy/lifeStage.js';
import { breakGlassRegister } from '../../registry/registers/breakGlass.js';
import type { Watch } from './watch.js';

/** Whoever broke the glass is looked at within a business day. */
export const emergenciesAreReviewed: Watch = ({ latest, now }) =>
  latest(breakGlassRegister)
    .filter(({ payload }) => payload.review === null && new Date(payload.reviewDueAt) <= now)
    .map(({ key, payload }) => {
      const what = `An emergency of ${payload.person} was not reviewed.`;
      const since = tokyoToday(new Date(payload.reviewDueAt));
      return { code: 'EMERGENCY_UNREVIEWED', clauses: ['A4-6a'], key, what, since, degrades: true };
    });
