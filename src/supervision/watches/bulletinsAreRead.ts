import { daysAfter } from '../../policy/lifeStage.js';
import { bulletinRegister } from '../../registry/registers/bulletin.js';
import { bulletinReceiptRegister } from '../../registry/registers/bulletinReceipt.js';
import { departmentMemberRegister } from '../../registry/registers/departmentMember.js';
import type { Watch } from './watch.js';

/** A critical bulletin is read by everybody who handles personal data. */
export const bulletinsAreRead: Watch = ({ inForce, today, policy }) => {
  const { criticalBulletinDays } = policy.supervision;
  const receipts = new Set(inForce(bulletinReceiptRegister).map(({ key }) => key));
  const people = inForce(departmentMemberRegister).map(({ payload }) => payload.person);
  return inForce(bulletinRegister).flatMap(({ key, payload: { critical, publishedOn } }) => {
    const due = daysAfter(publishedOn, criticalBulletinDays);
    const unread = people.filter((person) => !receipts.has(`${person}/${key}`));
    if (!critical || due >= today || unread.length === 0) return [];
    const what = `A critical bulletin of ${publishedOn} is unread by ${unread.toSorted().join(', ')}.`;
    return [{ code: 'BULLETIN_UNREAD', clauses: ['A9-4b'], key, what, since: due, degrades: false }];
  });
};
