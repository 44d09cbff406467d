import type { Pool } from 'pg';
import type { VerifiedCaller } from '../../policy/caller.js';
import type { Purpose } from '../../policy/vocabulary.js';
import { gateFactsOf, type FactsByShape } from './gateFactsOf.js';
import { readFactEntries } from './readFactEntries.js';

export interface FactsQuestion {
  readonly caller: VerifiedCaller;
  readonly purpose: Purpose | null;
  /** Of REQUESTED_SERVICE, the only one that counts. @default each that a person requested of the caller's organisation */
  readonly service?: string | undefined;
  readonly now: Date;
}

/** Reads what the gates ask. @throws when the governance database does not answer; the request is then decided without facts. */
export type FactsReader = (question: FactsQuestion) => Promise<FactsByShape>;

/** `pool`: of the governance database. One round trip a request, nothing remembered. */
export function createFactsReader(pool: Pool): FactsReader {
  return async ({ caller, purpose, service, now }) => {
    const isDesk = caller.roles.includes('CONSULTATION_DESK');
    const { organisation, subjectId } = caller;
    const rows = await readFactEntries(pool, { organisation, subjectId, isDesk, now });
    return gateFactsOf(rows, { caller, purpose, service, now });
  };
}
