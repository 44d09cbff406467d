import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { NorenError } from '../errors.js';
import type {
  Acquired,
  BudgetStanding,
  ReleaseLedger,
  ReleasePurchase,
  StoredBody,
} from '../statistics/releaseLedger.js';
import { chargeAccounts, openAccounts, refusal, remainingNano } from './budgetAccounts.js';
import type { ChargeRecord } from './chargeRecord.js';
import { inTransaction } from './inTransaction.js';
import {
  findLive,
  hasView,
  insertReservation,
  insertView,
  releaseKey,
  storeRelease,
  voidStale,
  type LiveRelease,
} from './releaseStore.js';

export interface BudgetLedgerOptions {
  /** Of the governance database. */
  readonly pool: Pool;
  /** How long an identical question waits for one that is under way. @default 5000 */
  readonly waitMilliseconds?: number;
  /** Age by the database's clock at which a reservation counts as abandoned. @default 60 */
  readonly staleAfterSeconds?: number;
  /** Where charges are put on record. @default nowhere */
  readonly record?: ChargeRecord;
}

type Charged = 'PAID' | 'TAKEN' | 'RECIPIENT' | 'GLOBAL';

/** Carries the outcome of a charge out of the transaction that it rolls back. */
class RolledBack extends Error {
  constructor(readonly outcome: Exclude<Charged, 'PAID'>) {
    super('The charge was rolled back.');
  }
}

const POLL_MILLISECONDS = 40;

/** The privacy budget and the stored releases in PostgreSQL. Gateways share it and keep no state of their own. */
export class BudgetLedger implements ReleaseLedger {
  readonly #pool: Pool;
  readonly #waitMilliseconds: number;
  readonly #staleAfterSeconds: number;
  readonly #record: ChargeRecord | undefined;

  constructor({ pool, waitMilliseconds = 5_000, staleAfterSeconds = 60, record }: BudgetLedgerOptions) {
    this.#record = record;
    this.#pool = pool;
    this.#waitMilliseconds = waitMilliseconds;
    this.#staleAfterSeconds = staleAfterSeconds;
  }

  async acquire(purchase: ReleasePurchase): Promise<Acquired> {
    const key = releaseKey(purchase.text);
    const deadline = performance.now() + this.#waitMilliseconds;
    await openAccounts(this.#pool, purchase);
    do {
      await voidStale(this.#pool, key, this.#staleAfterSeconds);
      const live = await findLive(this.#pool, key);
      const acquired = live === null ? await this.#reserve(key, purchase) : await this.#view(live, purchase);
      if (acquired !== null) return acquired;
      await pause(POLL_MILLISECONDS);
    } while (performance.now() < deadline);
    throw new NorenError(
      'STATISTIC_UNAVAILABLE',
      'statistics.families: this very question is still being answered. Nothing was charged. Ask again in a minute.',
    );
  }

  async complete(releaseId: string, body: string): Promise<StoredBody> {
    const stored = await storeRelease(this.#pool, releaseId, body);
    if (stored === null) throw new NorenError('STATISTIC_UNAVAILABLE', 'The reservation of this release is void.');
    return stored;
  }

  async standing({ text, account, caps }: Parameters<ReleaseLedger['standing']>[0]): Promise<BudgetStanding> {
    const [alreadyReleased, recipientRemainingNano, globalRemainingNano] = await Promise.all([
      text === null ? false : hasView(this.#pool, releaseKey(text), account.recipient),
      remainingNano(this.#pool, 'RECIPIENT', { account, caps }),
      remainingNano(this.#pool, 'GLOBAL', { account, caps }),
    ]);
    return { alreadyReleased, recipientRemainingNano, globalRemainingNano };
  }

  /** Row, view and charges in one transaction, all or none; null when somebody else was faster. */
  async #reserve(key: string, purchase: ReleasePurchase): Promise<Acquired | null> {
    let releaseId = '';
    let committed: (() => void) | undefined;
    const outcome = await this.#charging(async (client) => {
      const id = await insertReservation(client, key, purchase);
      if (id === null) return 'TAKEN';
      releaseId = id;
      await insertView(client, id, purchase);
      const unpaid = await chargeAccounts(client, purchase);
      if (unpaid === null) committed = await this.#record?.(client, { ...purchase, releaseId: id, step: 'RESERVE' });
      return unpaid ?? 'PAID';
    });
    if (outcome === 'TAKEN') return null;
    committed?.();
    if (outcome === 'PAID') return { kind: 'RESERVED', releaseId, chargedNano: purchase.nanoRho };
    return { kind: 'REFUSED', refusal: await refusal(this.#pool, outcome, purchase) };
  }

  /**
   * The stored numbers; null while they are not stored yet. Another recipient's first look is charged to its own account only: the
   * global account has paid for these numbers once, and looking again tells nothing new.
   */
  async #view({ id, stored }: LiveRelease, purchase: ReleasePurchase): Promise<Acquired | null> {
    if (stored === null) return null;
    let committed: (() => void) | undefined;
    const outcome = await this.#charging(async (client) => {
      if (!(await insertView(client, id, purchase))) return 'TAKEN';
      const unpaid = await chargeAccounts(client, purchase, ['RECIPIENT']);
      if (unpaid === null) committed = await this.#record?.(client, { ...purchase, releaseId: id, step: 'VIEW' });
      return unpaid ?? 'PAID';
    });
    committed?.();
    if (outcome === 'TAKEN') return { kind: 'STORED', stored, chargedNano: 0n };
    if (outcome === 'PAID') return { kind: 'STORED', stored, chargedNano: purchase.nanoRho };
    return { kind: 'REFUSED', refusal: await refusal(this.#pool, outcome, purchase) };
  }

  async #charging(work: (client: Parameters<typeof insertView>[0]) => Promise<Charged>): Promise<Charged> {
    try {
      return await inTransaction(this.#pool, async (client) => {
        const outcome = await work(client);
        if (outcome !== 'PAID') throw new RolledBack(outcome);
        return outcome;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.outcome;
      throw error;
    }
  }
}
