import { createHmac } from 'node:crypto';

const PSEUDONYM_BYTES = 16;

/**
 * HMAC-SHA-256 of the family's key under a label of its own, cut to 128 bits, in hexadecimal. Stable across snapshots, so that a
 * refresh can follow a family; without the key, which no database holds, it leads nowhere.
 */
export function familyPseudonym(pseudonymKey: Buffer, familyId: string): string {
  return createHmac('sha256', pseudonymKey)
    .update(`analysis\0family\0${familyId}`)
    .digest()
    .subarray(0, PSEUDONYM_BYTES)
    .toString('hex');
}
