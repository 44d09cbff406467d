import type { BulletinPayload } from '../registers/bulletin.js';
import type { BulletinReceiptPayload } from '../registers/bulletinReceipt.js';

/** The day of the oldest of these bulletins without a receipt of the caller; null: all are read (A9-4b). */
export function unreadSince(
  critical: readonly BulletinPayload[],
  receipts: readonly BulletinReceiptPayload[],
): string | null {
  const read = new Set(receipts.map(({ bulletin }) => bulletin));
  const unread = critical.filter(({ id }) => !read.has(id)).map(({ publishedOn }) => publishedOn);
  return unread.sort()[0] ?? null;
}
