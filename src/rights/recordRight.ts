import type { ClientBase } from 'pg';
import type { SubjectReference } from '../policy/consentRecord.js';
import type { Receipt } from '../policy/trail.js';
import type { Asker } from './asker.js';
import type { RightsGround } from './rightsGround.js';

/** Something that was done to a person's data at somebody's wish. */
export interface RightsEvent {
  readonly what: 'CORRECTION' | 'ADVERTISING' | 'ERASURE' | 'ERASURE_HELD' | 'EXPORT' | 'CHANGE_ACKNOWLEDGED';
  readonly subject: SubjectReference;
  readonly by: Asker;
  readonly workId: string;
  readonly at: Date;
  /** Words only: categories, a case's key, a hash. */
  readonly facts?: Readonly<Record<string, string | null>>;
}

/** In the transaction of the change, and last in it: no record, no change (A3-2). @throws NorenError AUDIT_UNAVAILABLE */
export async function recordRight(
  { audit }: RightsGround,
  client: ClientBase,
  { what, subject, by, workId, at, facts }: RightsEvent,
): Promise<readonly Receipt[]> {
  return audit.append(client, [
    {
      kind: 'RIGHT',
      trail: by.trail ?? null,
      instant: at,
      // The tie of an erased person is cut, and nothing makes another.
      about: facts?.['of'] === 'ERASURE' ? [] : [subject],
      facts: { what, work: workId, role: by.role, ...facts },
    },
  ]);
}

/** Once the transaction is committed. */
export function tellOf(receipts: readonly Receipt[], { trail }: Asker): void {
  if (trail !== undefined) receipts.forEach((receipt) => trail.onRecorded(receipt));
}
