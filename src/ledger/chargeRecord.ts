import type { PoolClient } from 'pg';
import type { BudgetAccount } from '../statistics/releaseLedger.js';

/** One recipient's charge for one release, as it was just made. */
export interface Charged {
  readonly releaseId: string;
  /** RESERVE: the numbers are still to be made. VIEW: stored numbers are handed to another recipient. */
  readonly step: 'RESERVE' | 'VIEW';
  readonly account: BudgetAccount;
  readonly nanoRho: bigint;
  readonly snapshot: string;
  readonly policyVersion: string;
}

/**
 * Puts a charge on record, last in its transaction; what it gives is called once that is committed.
 * @throws when it can't: nothing is charged then, and nothing released
 */
export type ChargeRecord = (client: PoolClient, charged: Charged) => Promise<() => void>;
