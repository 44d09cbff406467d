import { editionOf, readableFrom, type BulletinPayload } from '../registers/bulletin.js';
import type { BulletinReceiptPayload } from '../registers/bulletinReceipt.js';

/**
 * The day of the oldest of these bulletins without a receipt of the caller for its present text; null: all are read (A9-4b). A bulletin
 * counts from the day on which it could be read here, if that is later than the one it bears.
 */
export function unreadSince(
  critical: readonly BulletinPayload[],
  receipts: readonly BulletinReceiptPayload[],
): string | null {
  const read = new Set(receipts.map((receipt) => `${receipt.bulletin} ${editionOf(receipt)}`));
  const unread = critical.filter((bulletin) => !read.has(`${bulletin.id} ${editionOf(bulletin)}`));
  return unread.map(readableFrom).sort()[0] ?? null;
}
