import { LockMode, type SqlEntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { NorenError } from '../errors.js';
import type { SubjectReference } from '../policy/consentRecord.js';
import { tokyoToday } from '../policy/lifeStage.js';
import type { Receipt, Trail } from '../policy/trail.js';
import type { Policy } from '../policy/policy.js';
import type { Purpose } from '../policy/vocabulary.js';
import { sameSubject } from '../policy/sameSubject.js';
import {
  checkGranting,
  checkRefusing,
  checkWord,
  type ConsentGiver,
  type Granting,
  type Refusing,
} from './consentInput.js';
import type { ChangeRecord } from './changeRecord.js';
import {
  readConsentEvents,
  readConsentsAbout,
  readConsentsFor,
  readConsentsOf,
  readStandingConsents,
  type ConsentsBySubject,
  type RecordedConsentEvent,
  type SaidConsent,
} from './consentReads.js';
import { afterLastWord, changeOf, eventOf, insert, isUuid, locked, registered } from './consentRows.js';
import { Consent } from './entities/Consent.js';
import { ConsentEvent } from './entities/ConsentEvent.js';
import { tellOfConsent, type SubjectChanges } from './subjectStandings.js';

export interface ConsentRegisterOptions {
  /** The policy in force at an instant. */
  readonly policyAt: (now: Date) => Policy;
  /** Of the governance database; forked for each change. */
  readonly entityManager: SqlEntityManager;
  /** Of the governance database; for the reads of governed requests. */
  readonly pool: Pool;
  /** When a change happens. @default the database's clock, one for all gateways */
  readonly now?: () => Date;
  /** Where changes are put on record. @default nowhere, for data that are loaded before there is a gateway */
  readonly record?: ChangeRecord;
  /** Who must know at once when a guardian's consent of coverage no longer holds, or does again. @default nobody */
  readonly changes?: SubjectChanges;
}

export interface Withdrawing {
  readonly consentId: string;
  /** Who withdraws. The caller has checked that it is the giver, the subject or a guardian of the subject. */
  readonly by: ConsentGiver;
  readonly channel: string;
  /** Of the request that withdraws. @default none: the gateway of itself */
  readonly trail?: Trail;
}

export interface WithdrawingAll extends Omit<Withdrawing, 'consentId' | 'by'> {
  /** Who asks. @default nobody: the person is erased */
  readonly by?: ConsentGiver;
}

export interface Renewing extends Withdrawing {
  /** Of the text that the giver is shown now. */
  readonly textVersion: string;
  readonly language: string;
  /** Last day on which it counts, YYYY-MM-DD; null = until withdrawn. */
  readonly validUntil: string | null;
}

export type RegisteredConsent = SaidConsent;

/** The consents. Each change is one transaction: the record and its event. What is said counts from the next read on. */
export class ConsentRegister {
  readonly #options: ConsentRegisterOptions;

  constructor(options: ConsentRegisterOptions) {
    this.#options = options;
  }

  /** @throws NorenError BAD_INPUT */
  async grant(granting: Granting): Promise<RegisteredConsent> {
    return this.#change(
      granting.trail,
      async (manager, now) => {
        checkGranting(this.#options.policyAt(now), granting, tokyoToday(now));
        const decidedAt = await afterLastWord(manager, granting, now);
        return insert(manager, { ...granting, state: 'GIVEN', type: 'GRANT', now, decidedAt });
      },
      aboutWhom,
    );
  }

  /** A no: it outweighs every other giver's yes (A4-3). @throws NorenError BAD_INPUT */
  async refuse(refusing: Refusing): Promise<RegisteredConsent> {
    return this.#change(
      refusing.trail,
      async (manager, now) => {
        checkRefusing(this.#options.policyAt(now), refusing);
        const decidedAt = await afterLastWord(manager, refusing, now);
        return insert(manager, { ...refusing, validUntil: null, state: 'REFUSED', type: 'REFUSAL', now, decidedAt });
      },
      aboutWhom,
    );
  }

  /**
   * Takes a given consent back, for good; past provision stays as it was. When another than its giver withdraws, their own no
   * is recorded too, so that the giver cannot simply give it again.
   * @throws NorenError BAD_INPUT when there is no such given consent
   */
  async withdraw({ consentId, by, channel, trail }: Withdrawing): Promise<RegisteredConsent> {
    checkWord('channel', channel);
    return this.#change(
      trail,
      async (manager, now) => {
        const consent = await locked(manager, consentId, ['GIVEN', 'RENEWED']);
        const { subject, ...record } = registered(consent);
        const refusing: Refusing = { ...consent, subject, giver: by, categories: record.categories, channel };
        checkRefusing(this.#options.policyAt(now), refusing);
        const decidedAt = await afterLastWord(manager, { subject, giver: record.giver }, now);
        manager.assign(consent, { state: 'WITHDRAWN', decidedAt });
        manager.persist(eventOf(manager, consent, { type: 'WITHDRAWAL', actor: by, channel, now }));
        await refuseBeside(manager, { subject, ...record }, { by, channel, now });
        return registered(consent);
      },
      aboutWhom,
    );
  }

  /**
   * Takes back every given consent about a person at once; the yes stays in the history. As with one consent, the no of who asks is recorded
   * besides where another gave it. @returns how many
   */
  async withdrawAll(subject: SubjectReference, { channel, by, trail }: WithdrawingAll): Promise<number> {
    checkWord('channel', channel);
    return this.#change(
      trail,
      async (manager, now) => {
        const about = { subjectKind: subject.kind, subjectReference: subject.reference };
        const given = await manager.find(
          Consent,
          { ...about, state: { $in: ['GIVEN', 'RENEWED'] } },
          { lockMode: LockMode.PESSIMISTIC_WRITE },
        );
        for (const consent of given) {
          manager.assign(consent, { state: 'WITHDRAWN', decidedAt: now });
          manager.persist(eventOf(manager, consent, { type: 'WITHDRAWAL', actor: by ?? subject, channel, now }));
          if (by !== undefined) await refuseBeside(manager, registered(consent), { by, channel, now });
        }
        return given.length;
      },
      () => subject,
    );
  }

  /**
   * The giver says the same yes again, by the text and until the day of now; also where it had expired.
   * @throws NorenError BAD_INPUT when it is no yes of the giver
   */
  async renew({ consentId, by, channel, trail, ...said }: Renewing): Promise<RegisteredConsent> {
    return this.#change(
      trail,
      async (manager, now) => {
        const consent = await locked(manager, consentId, ['GIVEN', 'RENEWED', 'EXPIRED']);
        const { subject, giver } = registered(consent);
        if (!sameSubject(giver, by)) throw new NorenError('BAD_INPUT', 'consentId: only who gave it renews it');
        checkGranting(
          this.#options.policyAt(now),
          { ...registered(consent), ...said, giver: by, channel },
          tokyoToday(now),
        );
        const decidedAt = await afterLastWord(manager, { subject, giver }, now);
        manager.assign(consent, { ...said, state: 'RENEWED', decidedAt, channel, giverAgeAtEvent: by.ageAtEvent });
        manager.persist(eventOf(manager, consent, { type: 'RENEWAL', actor: by, channel, now }));
        return registered(consent);
      },
      aboutWhom,
    );
  }

  /** The time of a yes, as it was read, is over: a step without a word of anybody. @returns null where it has changed since */
  async expire({ id, decidedAt }: Pick<RegisteredConsent, 'id' | 'decidedAt'>): Promise<RegisteredConsent | null> {
    return this.#change(
      undefined,
      async (manager, now) => {
        const consent = await locked(manager, id, ['GIVEN', 'RENEWED']);
        if (consent.decidedAt.getTime() !== decidedAt.getTime()) throw changedSince(consent);
        const { subject } = registered(consent);
        // The word stays as old as it is: said anew since, it is another's to count.
        manager.assign(consent, { state: 'EXPIRED' });
        manager.persist(eventOf(manager, consent, { type: 'EXPIRY', actor: subject, channel: 'GATEWAY', now }));
        return registered(consent);
      },
      aboutWhom,
    ).catch(passOverChanged);
  }

  /** Every yes that no step has ended, in the order of their ids: those after one of them. One statement. */
  async standingAfter(consentId: string | null, limit: number): Promise<readonly RegisteredConsent[]> {
    return readStandingConsents(this.#options.pool, consentId, limit);
  }

  /** One consent, or null. */
  async find(consentId: string): Promise<RegisteredConsent | null> {
    if (!isUuid(consentId)) return null;
    const consent = await this.#options.entityManager.fork().findOne(Consent, { id: consentId });
    return consent === null ? null : registered(consent);
  }

  /** What is recorded of these subjects for this purpose and recipient. One statement. */
  async recordsFor(
    subjects: readonly SubjectReference[],
    purpose: Purpose,
    recipient: string,
  ): Promise<ConsentsBySubject> {
    return readConsentsOf(this.#options.pool, subjects, purpose, recipient);
  }

  /** What is recorded of any subject for this purpose and recipient: the row scope of consented disclosure. One statement. */
  async recordsForRecipient(purpose: Purpose, recipient: string): Promise<ConsentsBySubject> {
    return readConsentsFor(this.#options.pool, purpose, recipient);
  }

  /** All that is recorded about these subjects, oldest first. One statement. */
  async recordsOf(subjects: readonly SubjectReference[]): Promise<readonly RegisteredConsent[]> {
    return readConsentsAbout(this.#options.pool, subjects);
  }

  /** The history of these consents by their ids, oldest first. One statement. */
  async eventsOf(consentIds: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedConsentEvent[]>> {
    return readConsentEvents(this.#options.pool, consentIds);
  }

  /** Put on record last, in the same transaction: a consent that can't be recorded is not changed. */
  async #change<T>(
    trail: Trail | undefined,
    work: (manager: SqlEntityManager, now: Date) => Promise<T> | T,
    subjectOf: (result: T) => SubjectReference,
  ): Promise<T> {
    let receipts: readonly Receipt[] = [];
    const { entityManager, record } = this.#options;
    const changed = await entityManager.fork().transactional(async (manager) => {
      const now = await this.#now(manager);
      const result = await work(manager, now);
      const events = [...manager.getUnitOfWork().getPersistStack()].filter((each) => each instanceof ConsentEvent);
      await this.#tell(manager, subjectOf(result), now);
      await manager.flush();
      if (events.length > 0) receipts = (await record?.consent(manager, events.map(changeOf), trail ?? null)) ?? [];
      return result;
    });
    for (const receipt of receipts) trail?.onRecorded(receipt);
    return changed;
  }

  async #tell(manager: SqlEntityManager, subject: SubjectReference, now: Date): Promise<void> {
    const { changes, policyAt } = this.#options;
    if (changes === undefined || subject.kind !== 'GUARDIAN') return;
    await tellOfConsent(manager, changes, { subject, now, coverage: policyAt(now).statistics.coverage });
  }

  async #now(manager: SqlEntityManager): Promise<Date> {
    if (this.#options.now !== undefined) return this.#options.now();
    const sql = 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now';
    const rows: readonly { readonly now: number }[] = await manager.execute(sql);
    return new Date(Number(rows[0]?.now));
  }
}

const aboutWhom = ({ subject }: RegisteredConsent): SubjectReference => subject;

/** The no of who takes back what another gave, who could otherwise simply give it again. */
async function refuseBeside(
  manager: SqlEntityManager,
  consent: RegisteredConsent,
  { by, channel, now }: { readonly by: ConsentGiver; readonly channel: string; readonly now: Date },
): Promise<void> {
  if (sameSubject(by, consent.giver)) return;
  const decidedAt = await afterLastWord(manager, { subject: consent.subject, giver: by }, now);
  const refusal = { ...consent, giver: by, channel, validUntil: null, decidedAt } as const;
  insert(manager, { ...refusal, state: 'REFUSED', type: 'REFUSAL', now });
}

/** Renewed in the meantime, say. */
function changedSince({ state }: Consent): NorenError {
  return new NorenError('BAD_INPUT', 'consentId: the consent has changed since', { state });
}

/** Somebody ended it in the meantime. */
function passOverChanged(error: unknown): null {
  if (error instanceof NorenError && error.details['state'] !== undefined) return null;
  throw error;
}
