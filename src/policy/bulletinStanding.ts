import type { GateFacts } from './gateFacts.js';
import { daysAfter } from './lifeStage.js';
import type { Policy } from './policy.js';

/** Whether a person has read the critical bulletins: a warning at first, and from the day after `criticalBulletinDays` on a refusal (A9-4b). */
export function bulletinStanding(
  { bulletinUnreadSince: since, today }: Pick<GateFacts, 'bulletinUnreadSince' | 'today'>,
  { supervision }: Pick<Policy, 'supervision'>,
): 'READ' | 'UNREAD' | 'OVERDUE' {
  if (since === null) return 'READ';
  return today > daysAfter(since, supervision.criticalBulletinDays) ? 'OVERDUE' : 'UNREAD';
}
