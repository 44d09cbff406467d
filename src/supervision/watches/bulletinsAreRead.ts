import { daysAfter } from '../../policy/lifeStage.js';
import { bulletinRegister, editionOf, readableFrom } from '../../registry/registers/bulletin.js';
import { bulletinReceiptRegister } from '../../registry/registers/bulletinReceipt.js';
import { departmentMemberRegister } from '../../registry/registers/departmentMember.js';
import type { Watch } from './watch.js';

/** A critical bulletin is read by everybody who handles personal data. */
export const bulletinsAreRead: Watch = ({ inForce, today, policy }) => {
  const { criticalBulletinDays } = policy.supervision;
  const receipts = new Set(inForce(bulletinReceiptRegister).map(({ key, payload }) => `${key} ${editionOf(payload)}`));
  const people = inForce(departmentMemberRegister).map(({ payload }) => payload.person);
  return inForce(bulletinRegister).flatMap(({ key, payload: bulletin }) => {
    const due = daysAfter(readableFrom(bulletin), criticalBulletinDays);
    const unread = people.filter((person) => !receipts.has(`${person}/${key} ${editionOf(bulletin)}`));
    if (!bulletin.critical || due >= today || unread.length === 0) return [];
    const what = `A critical bulletin of ${bulletin.publishedOn} is unread by ${unread.toSorted().join(', ')}.`;
    return [{ code: 'BULLETIN_UNREAD', clauses: ['A9-4b'], key, what, since: due, degrades: false }];
  });
};
