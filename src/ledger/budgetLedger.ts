import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { NorenError } from '../errors.js';
import { inTransaction } from '../inTransaction.js';
import type {
  Acquired,
  BudgetStanding,
  ReleaseLedger,
  ReleasePurchase,
  StoredBody,
} from '../statistics/releaseLedger.js';
import { accountText, type AccountKey } from './accountKey.js';
import { chargeAccounts, leastRemainingNano, openAccounts, refusal, type Spent } from './budgetAccounts.js';
import { closeBudget, closed, readBudgetState, RESTORED } from './budgetState.js';
import type { ChargeRecord } from './chargeRecord.js';
import { earlierAnswer, keepKey } from './releaseKeys.js';
import {
  findLive,
  findViewed,
  insertReservation,
  insertView,
  releaseKey,
  STALE_AFTER_SECONDS,
  storeRelease,
  voidStale,
  whoHas,
  type LiveRelease,
} from './releaseStore.js';
import type { SpendWitness } from './spendWitness.js';

export interface BudgetLedgerOptions {
  /** Of the governance database. */
  readonly pool: Pool;
  /** Remembers outside the database what was spent. @default none: a restored backup is not noticed */
  readonly witness?: SpendWitness | null;
  /** How long an identical question waits for one that is under way. @default 5000 */
  readonly waitMilliseconds?: number;
  /** Age by the database's clock at which a reservation counts as abandoned. @default 60 */
  readonly staleAfterSeconds?: number;
  /** Where charges are put on record. @default nowhere */
  readonly record?: ChargeRecord;
}

/** What came of a charge: paid, the question or its key taken by another sending meanwhile, or an account short. */
type Charged = 'PAID' | 'TAKEN' | 'SENT' | AccountKey;

/** Carries the outcome of a charge out of the transaction that it rolls back. */
class RolledBack extends Error {
  constructor(readonly outcome: Exclude<Charged, 'PAID'> | 'FORGOTTEN') {
    super('The charge was rolled back.');
  }
}

const POLL_MILLISECONDS = 40;
const NOBODY = { isStored: false, isViewed: false } as const;

/** The privacy budget and the stored releases in PostgreSQL. Gateways share it and keep no state of their own. */
export class BudgetLedger implements ReleaseLedger {
  readonly #pool: Pool;
  readonly #witness: SpendWitness | null;
  readonly #waitMilliseconds: number;
  readonly #staleAfterSeconds: number;
  readonly #record: ChargeRecord | undefined;

  constructor({
    pool,
    witness = null,
    waitMilliseconds = 5_000,
    staleAfterSeconds = STALE_AFTER_SECONDS,
    record,
  }: BudgetLedgerOptions) {
    this.#record = record;
    this.#pool = pool;
    this.#witness = witness;
    this.#waitMilliseconds = waitMilliseconds;
    this.#staleAfterSeconds = staleAfterSeconds;
  }

  async acquire(purchase: ReleasePurchase): Promise<Acquired> {
    const key = releaseKey(purchase.text);
    const deadline = performance.now() + this.#waitMilliseconds;
    await openAccounts(this.#pool, purchase);
    do {
      const acquired = await this.#attempt(key, purchase);
      if (acquired !== null) return acquired;
      await pause(POLL_MILLISECONDS);
    } while (performance.now() < deadline);
    throw new NorenError(
      'STATISTIC_UNAVAILABLE',
      'statistics: this very question is still being answered. Nothing was charged for this sending. Ask again in a minute.',
    );
  }

  async complete(releaseId: string, body: string): Promise<StoredBody> {
    const stored = await storeRelease(this.#pool, releaseId, body);
    if (stored === null) throw new NorenError('STATISTIC_UNAVAILABLE', 'The reservation of this release is void.');
    return stored;
  }

  async find(wanted: { readonly id: string; readonly recipient: string }): Promise<StoredBody | null> {
    return findViewed(this.#pool, wanted);
  }

  async standing({ text, account, caps }: Parameters<ReleaseLedger['standing']>[0]): Promise<BudgetStanding> {
    const [{ closedBecause }, { isStored, isViewed }, recipient, global] = await Promise.all([
      readBudgetState(this.#pool),
      text === null ? NOBODY : whoHas(this.#pool, releaseKey(text), account.recipient),
      leastRemainingNano(this.#pool, { account, caps }, ['RECIPIENT']),
      leastRemainingNano(this.#pool, { account, caps }, ['GLOBAL', 'LIFETIME']),
    ]);
    const isOpen = closedBecause === null;
    return {
      alreadyReleased: isViewed,
      isStored,
      recipientRemainingNano: isOpen ? recipient : 0n,
      globalRemainingNano: isOpen ? global : 0n,
    };
  }

  /** Null: the same question is under way elsewhere. */
  async #attempt(key: string, purchase: ReleasePurchase): Promise<Acquired | null> {
    const earlier = await earlierAnswer(this.#pool, purchase, this.#staleAfterSeconds);
    if (earlier !== null && earlier.status !== 'VOID') {
      const { stored, chargedNano } = earlier;
      return stored === null ? null : { kind: 'STORED', stored, chargedNano };
    }
    await voidStale(this.#pool, { release_key: key }, this.#staleAfterSeconds);
    const live = await findLive(this.#pool, key);
    if (live !== null) return this.#view(live, purchase);
    await this.#prepare(purchase);
    return this.#reserve(key, purchase);
  }

  /** Not for who can't pay: spending only grows, so that the charge will refuse them as well. */
  async #prepare({ account, caps, nanoRho, prepare }: ReleasePurchase): Promise<void> {
    if (prepare === undefined) return;
    const remaining = await leastRemainingNano(this.#pool, { account, caps }, ['RECIPIENT', 'GLOBAL', 'LIFETIME']);
    if (remaining >= nanoRho) await prepare();
  }

  /** Row, view and charges in one transaction, all or none; null when somebody else was faster. */
  async #reserve(key: string, purchase: ReleasePurchase): Promise<Acquired | null> {
    let releaseId = '';
    let committed: (() => void) | undefined;
    const outcome = await this.#charging(purchase, async (client) => {
      const id = await insertReservation(client, key, purchase);
      if (id === null) return 'TAKEN';
      releaseId = id;
      await insertView(client, id, purchase);
      if (!(await keepKey(client, purchase, { releaseId, chargedNano: purchase.nanoRho }))) return 'SENT';
      const charged = await chargeAccounts(client, purchase);
      if ('paid' in charged) committed = await this.#record?.(client, { ...purchase, releaseId: id, step: 'RESERVE' });
      return charged;
    });
    if (outcome === 'TAKEN' || outcome === 'SENT') return null;
    committed?.();
    if (outcome === 'PAID') return { kind: 'RESERVED', releaseId, chargedNano: purchase.nanoRho };
    return { kind: 'REFUSED', refusal: await refusal(this.#pool, outcome, purchase) };
  }

  /**
   * The stored numbers; null while they are not stored yet, or where the key stands for others. Another recipient's first look is charged to its own account only: the
   * accounts of all together have paid for these numbers once, and looking again tells nothing new.
   */
  async #view({ id, stored }: LiveRelease, purchase: ReleasePurchase): Promise<Acquired | null> {
    if (stored === null) return null;
    let committed: (() => void) | undefined;
    const outcome = await this.#charging(purchase, async (client) => {
      if (!(await insertView(client, id, purchase))) return 'TAKEN';
      if (!(await keepKey(client, purchase, { releaseId: id, chargedNano: purchase.nanoRho }))) return 'SENT';
      const charged = await chargeAccounts(client, purchase, ['RECIPIENT']);
      if ('paid' in charged) committed = await this.#record?.(client, { ...purchase, releaseId: id, step: 'VIEW' });
      return charged;
    });
    committed?.();
    if (outcome === 'SENT') return null;
    if (outcome === 'TAKEN') return { kind: 'STORED', stored, chargedNano: 0n };
    if (outcome === 'PAID') return { kind: 'STORED', stored, chargedNano: purchase.nanoRho };
    return { kind: 'REFUSED', refusal: await refusal(this.#pool, outcome, purchase) };
  }

  /** What was paid is witnessed before anything can be said for it. */
  async #charging(
    purchase: ReleasePurchase,
    work: (client: PoolClient) => Promise<'TAKEN' | 'SENT' | Awaited<ReturnType<typeof chargeAccounts>>>,
  ): Promise<Charged> {
    const { ledger, closedBecause } = await readBudgetState(this.#pool);
    try {
      const paid = await inTransaction(this.#pool, async (client) => {
        const outcome = await work(client);
        if (outcome === 'TAKEN' || outcome === 'SENT') throw new RolledBack(outcome);
        if (closedBecause !== null) throw closed(closedBecause);
        if ('short' in outcome) throw new RolledBack(outcome.short);
        if (this.#isForgotten(ledger, outcome.paid, purchase.nanoRho)) throw new RolledBack('FORGOTTEN');
        return outcome.paid;
      });
      await this.#witness?.record(ledger, paid);
      return 'PAID';
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
      if (error.outcome !== 'FORGOTTEN') return error.outcome;
      await closeBudget(this.#pool, RESTORED);
      throw closed(RESTORED);
    }
  }

  /** Whether an account had spent more before this charge than the database knows: it was restored under a running gateway. */
  #isForgotten(ledger: string, paid: readonly Spent[], priceNano: bigint): boolean {
    const witnessed = this.#witness?.spent(ledger);
    return paid.some(({ key, nano }) => nano - priceNano < (witnessed?.get(accountText(key)) ?? 0n));
  }
}
