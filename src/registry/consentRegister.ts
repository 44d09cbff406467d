import { randomUUID } from 'node:crypto';
import { LockMode, type SqlEntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { NorenError } from '../errors.js';
import type { ConsentState, SubjectReference } from '../policy/consentRecord.js';
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
  type ConsentsBySubject,
  type RecordedConsentEvent,
  type SaidConsent,
} from './consentReads.js';
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

export type RegisteredConsent = SaidConsent;

type EventType = ConsentEvent['eventType'];

/** The names of the record's fields, as ISO/IEC TS 27560:2023 has them. */
export const CONSENT_SCHEMA_VERSION = '27560:2023';

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
        const consent = await given(manager, consentId);
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

interface Insertion extends Granting {
  readonly state: ConsentState;
  readonly type: EventType;
  readonly now: Date;
  readonly decidedAt: Date;
}

/**
 * Of a giver the last word counts: what is said now comes after what they said before of the same person, also where the gateway that wrote
 * that down has a clock that is ahead.
 */
async function afterLastWord(
  manager: SqlEntityManager,
  { subject, giver }: Pick<Granting, 'subject' | 'giver'>,
  now: Date,
): Promise<Date> {
  const rows: readonly { readonly last: number | null }[] = await manager.execute(
    `select (extract(epoch from max(decided_at)) * 1000)::float8 as last from consents
      where subject_kind = ? and subject_reference = ? and giver_kind = ? and giver_reference = ?`,
    [subject.kind, subject.reference, giver.kind, giver.reference],
  );
  const last = rows[0]?.last ?? null;
  return last === null || last <= now.getTime() ? now : new Date(Math.floor(Number(last)) + 1);
}

function insert(
  manager: SqlEntityManager,
  { subject, giver, state, type, now, decidedAt, ...said }: Insertion,
): RegisteredConsent {
  const consent = manager.create(Consent, {
    id: randomUUID(),
    schemaVersion: CONSENT_SCHEMA_VERSION,
    subjectKind: subject.kind,
    subjectReference: subject.reference,
    giverKind: giver.kind,
    giverReference: giver.reference,
    giverRelation: giver.relation,
    giverAgeAtEvent: giver.ageAtEvent,
    purpose: said.purpose,
    recipient: said.recipient,
    categories: [...said.categories],
    textVersion: said.textVersion,
    language: said.language,
    channel: said.channel,
    state,
    decidedAt,
    validUntil: said.validUntil,
    createdAt: now,
  });
  manager.persist([consent, eventOf(manager, consent, { type, actor: giver, channel: said.channel, now })]);
  return registered(consent);
}

interface Step {
  readonly type: EventType;
  readonly actor: SubjectReference;
  readonly channel: string;
  readonly now: Date;
}

function eventOf(manager: SqlEntityManager, consent: Consent, { type, actor, channel, now }: Step): ConsentEvent {
  return manager.create(ConsentEvent, {
    consent,
    eventType: type,
    eventState: consent.state,
    actorKind: actor.kind,
    actorReference: actor.reference,
    channel,
    textVersion: consent.textVersion,
    categories: [...consent.categories],
    occurredAt: now,
  });
}

function changeOf({ consent, eventType, eventState, actorKind, actorReference, channel, occurredAt }: ConsentEvent) {
  return {
    consent: { ...registered(consent), state: eventState },
    step: eventType,
    by: { kind: actorKind, reference: actorReference },
    channel,
    now: occurredAt,
  };
}

/** The row is locked: two withdrawals at once are one withdrawal and one refusal of the second. */
async function given(manager: SqlEntityManager, consentId: string): Promise<Consent> {
  const consent = isUuid(consentId)
    ? await manager.findOne(Consent, { id: consentId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    : null;
  if (consent === null) throw new NorenError('BAD_INPUT', 'consentId: there is no such consent');
  if (consent.state !== 'GIVEN' && consent.state !== 'RENEWED') {
    throw new NorenError('BAD_INPUT', `consentId: the consent is ${consent.state}; only a given one can be withdrawn`);
  }
  return consent;
}

function registered(consent: Consent): RegisteredConsent {
  return {
    id: consent.id,
    subject: { kind: consent.subjectKind, reference: consent.subjectReference },
    giver: {
      kind: consent.giverKind,
      reference: consent.giverReference,
      relation: consent.giverRelation,
      ageAtEvent: consent.giverAgeAtEvent,
    },
    purpose: consent.purpose,
    recipient: consent.recipient,
    categories: [...consent.categories],
    state: consent.state,
    decidedAt: consent.decidedAt,
    validUntil: consent.validUntil,
    textVersion: consent.textVersion,
    language: consent.language,
  };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
