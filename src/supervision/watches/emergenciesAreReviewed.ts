import { tokyoToday } from '../../policy/lifeStage.js';
import { breakGlassRegister, isUnjustified, isUnreviewed } from '../../registry/registers/breakGlass.js';
import type { Alert, Watch } from './watch.js';

/** Whoever broke the glass is looked at within a business day, and what was not justified is followed up. */
export const emergenciesAreReviewed: Watch = ({ latest, now }) =>
  latest(breakGlassRegister).flatMap(({ key, payload }): Alert[] => {
    const { person, review, reviewDueAt } = payload;
    const alert = { clauses: ['A4-6a'], key, degrades: true };
    if (isUnreviewed(payload, now)) {
      const what = `An emergency of ${person} was not reviewed.`;
      return [{ ...alert, code: 'EMERGENCY_UNREVIEWED', what, since: tokyoToday(new Date(reviewDueAt)) }];
    }
    if (review === null || !isUnjustified(payload)) return [];
    const what = `An emergency of ${person} was not justified, and nothing followed.`;
    return [{ ...alert, code: 'EMERGENCY_UNJUSTIFIED', what, since: tokyoToday(new Date(review.at)) }];
  });
