import { randomUUID } from 'node:crypto';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { NorenError } from '../errors.js';
import type { Policy } from '../policy/policy.js';
import type { Receipt } from '../policy/trail.js';
import type { Role } from '../policy/vocabulary.js';
import type { ChangeRecord, RegisterChange } from './changeRecord.js';
import { RegisterEntry } from './entities/RegisterEntry.js';
import { recordedName } from './recordedName.js';
import { readEntries, type EntryQuestion, type EntryScope } from './readEntries.js';
import { checkPayload } from './registers/checkPayload.js';
import { badInput, refuse } from './registers/refuse.js';
import type {
  Entry,
  EntryFilter,
  EntryPage,
  Look,
  Recorder,
  RegisterDefinition,
} from './registers/registerDefinition.js';
import type { Members, Payload, Said } from './registers/shape.js';
import { CLOSING_REGISTERS, tellOfClosing, type SubjectChanges } from './subjectStandings.js';

export interface RegisterStoreOptions {
  /** The policy in force at an instant. */
  readonly policyAt: (now: Date) => Policy;
  /** Of the governance database; forked for each change. */
  readonly entityManager: SqlEntityManager;
  /** When a change happens. @default the database's clock, one for all gateways */
  readonly now?: () => Date;
  /** Where changes are put on record. @default nowhere, for data that are loaded before there is a gateway */
  readonly record?: ChangeRecord;
  /** Who must know at once when a person is stopped, erased or dead. @default nobody */
  readonly changes?: SubjectChanges;
}

export interface Change<M extends Members> {
  /** @default as the definition makes it; else a new one */
  readonly key?: string | null;
  readonly payload: Said<M>;
  readonly recorder: Recorder;
  /** @default now */
  readonly validFrom?: Date | null;
  /** @default as the definition says; else the end that the entry has while it counts, so that no version makes it last longer unsaid */
  readonly validTo?: Date | null;
  readonly reason?: string | null;
}

/** What is done to one entry. */
export interface Step {
  readonly key: string;
  readonly recorder: Recorder;
  readonly reason: string;
}

/** A step that is the accountable party's, whoever records the register. */
export interface Amendment extends Step {
  readonly roles: readonly Role[];
  /** An ended entry stays ended, and can still be amended. */
  readonly alsoEnded: boolean;
  /** Also by the person whom it is about, who acts for nobody. @default false */
  readonly alsoPersons?: boolean;
  /** The entry ends with it, in the same transaction. @default false */
  readonly ends?: boolean;
}

interface Version<M extends Members> {
  readonly key: string;
  readonly payload: Payload<M>;
  readonly recorder: Recorder;
  readonly reason: string | null;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly ended: boolean;
}

/** The registers. Each change is one transaction: the old version is superseded, the new one written. It counts from the next read on. */
export class RegisterStore {
  readonly #options: RegisterStoreOptions;

  constructor(options: RegisterStoreOptions) {
    this.#options = options;
  }

  /** @throws NorenError BAD_INPUT (field, value, rule), REFUSED (a rule of the register; `details.reason`) */
  async record<M extends Members>(definition: RegisterDefinition<M>, change: Change<M>): Promise<Entry<Payload<M>>> {
    return this.#change(definition, 'RECORD', change.recorder, async (manager, look) => {
      const { recorder } = change;
      checkRecorder(definition, recorder, definition.recorders, look);
      const checked = checkPayload(definition.members, withDrafts(definition.members, change.payload));
      const payload = (await definition.assign?.(checked, { recorder, now: look.now, look })) ?? checked;
      const complete = checkPayload(definition.members, payload);
      const own = definition.keyOf?.(complete);
      if (own !== undefined && change.key !== undefined && change.key !== null && change.key !== own) {
        badInput(`key ${JSON.stringify(change.key)}: the key of this entry is ${JSON.stringify(own)}`);
      }
      const key = own ?? change.key ?? randomUUID();
      const previous = await latestOf(look, definition, key);
      if (own === undefined && change.key !== undefined && change.key !== null && previous === null) {
        badInput('key: there is no such entry');
      }
      checkSameSubject(definition, complete, previous);
      const period = periodOf(definition, complete, { ...change, previous }, look.now);
      checkPeriod(definition, period, previous, look.now);
      await definition.check?.({ key, payload: complete, recorder, ...period, previous }, look);
      const version = { key, payload: complete, recorder, reason: change.reason ?? null, ended: false, ...period };
      return write(manager, look.now, definition, version, previous);
    });
  }

  /** From now on it does not count any more, whatever its period. @throws NorenError BAD_INPUT, REFUSED */
  async end<M extends Members>(definition: RegisterDefinition<M>, step: Step): Promise<Entry<Payload<M>>> {
    return this.#change(definition, 'END', step.recorder, async (manager, look) => {
      checkRecorder(definition, step.recorder, definition.enders ?? [], look);
      const entry = await standing(look, definition, step);
      await definition.checkEnd?.(entry, step.recorder, look);
      const validTo = endOf(entry, look.now);
      return write(manager, look.now, definition, { ...entry, ...step, validTo, ended: true }, entry);
    });
  }

  /** A yes of another person than who asked. @throws NorenError BAD_INPUT, REFUSED (SELF_APPROVAL) */
  async approve<M extends Members>(definition: RegisterDefinition<M>, step: Step): Promise<Entry<Payload<M>>> {
    return this.#change(definition, 'APPROVE', step.recorder, async (manager, look) => {
      checkRecorder(definition, step.recorder, definition.approvers ?? [], look);
      const entry = await standing(look, definition, step);
      const { approval, requestedBy } = entry.payload as { readonly approval?: unknown; readonly requestedBy?: string };
      if (approval !== null) badInput('key: this entry is approved already');
      if ([requestedBy, entry.recordedBy].includes(step.recorder.subjectId)) {
        refuse('SELF_APPROVAL', 'nobody approves what they asked for themselves (A7-o, A8-1)');
      }
      await definition.checkApproval?.(entry, step.recorder, look);
      const { subjectId: by, role } = step.recorder;
      const yes = { by, role, at: look.now.toISOString(), note: step.reason };
      const payload = checkPayload(definition.members, { ...entry.payload, approval: yes });
      return write(manager, look.now, definition, { ...entry, ...step, payload }, entry);
    });
  }

  /** The next version of an entry with some assigned members set, in its period; for a register's own steps. */
  async amend<M extends Members>(
    definition: RegisterDefinition<M>,
    step: Amendment,
    change: (entry: Entry<Payload<M>>, look: Look) => Partial<Payload<M>>,
  ): Promise<Entry<Payload<M>>> {
    const ends = step.ends === true;
    return this.#change(definition, ends ? 'END' : 'AMEND', step.recorder, async (manager, look) => {
      checkRecorder({ ...definition, accountableOnly: step.alsoPersons !== true }, step.recorder, step.roles, look);
      const entry = await standing(look, definition, step, step.alsoEnded);
      const payload = checkPayload(definition.members, { ...entry.payload, ...change(entry, look) });
      const over = ends ? { validTo: endOf(entry, look.now), ended: true } : {};
      return write(manager, look.now, definition, { ...entry, ...step, ...over, payload }, entry);
    });
  }

  /** Entries that count now. One statement. */
  async current<M extends Members>(
    definition: RegisterDefinition<M>,
    filter: EntryFilter = {},
    page: EntryPage<string> | null = null,
  ): Promise<readonly Entry<Payload<M>>[]> {
    return this.#read(definition, { filter, scope: 'IN_FORCE', page });
  }

  /** The latest version of each entry, ended and expired ones too. One statement. */
  async latest<M extends Members>(
    definition: RegisterDefinition<M>,
    filter: EntryFilter = {},
    page: EntryPage<string> | null = null,
  ): Promise<readonly Entry<Payload<M>>[]> {
    return this.#read(definition, { filter, scope: 'LATEST', page });
  }

  /** All versions of one entry, oldest first. One statement. */
  async history<M extends Members>(
    definition: RegisterDefinition<M>,
    key: string,
    page: EntryPage<number> | null = null,
  ): Promise<readonly Entry<Payload<M>>[]> {
    return this.#read(definition, { filter: { key }, scope: 'HISTORY', page });
  }

  async #read<M extends Members>(definition: RegisterDefinition<M>, question: Omit<EntryQuestion, 'now'>) {
    const now = this.#options.now?.() ?? null;
    return readEntries(this.#options.entityManager.fork(), definition, { ...question, now });
  }

  /**
   * One change of a register at a time: its checks look at other entries, and those must not change under them. It is put on record
   * last, in the same transaction: a change that can't be recorded does not happen.
   */
  async #change<M extends Members>(
    definition: RegisterDefinition<M>,
    step: RegisterChange['step'],
    { trail }: Recorder,
    work: (manager: SqlEntityManager, look: Look) => Promise<Entry<Payload<M>>>,
  ): Promise<Entry<Payload<M>>> {
    let receipt: Receipt | undefined;
    const { entityManager, record } = this.#options;
    const changed = await entityManager.fork().transactional(async (manager) => {
      await manager.execute('select pg_advisory_xact_lock(hashtextextended(?, 7301401))', [definition.name]);
      const now = await this.#now(manager);
      const entry = await work(manager, this.#look(manager, now));
      await this.#tell(manager, definition, entry, now);
      receipt = await record?.register(manager, changeOf(definition, step, entry), trail ?? null);
      return entry;
    });
    if (receipt !== undefined) trail?.onRecorded(receipt);
    return changed;
  }

  #look(manager: SqlEntityManager, now: Date): Look {
    const read =
      (scope: EntryScope) =>
      <N extends Members>(other: RegisterDefinition<N>, filter: EntryFilter = {}) =>
        readEntries(manager, other, { filter, scope, now });
    return { now, policy: this.#options.policyAt(now), inForce: read('IN_FORCE'), latest: read('LATEST') };
  }

  async #tell<M extends Members>(
    manager: SqlEntityManager,
    definition: RegisterDefinition<M>,
    { payload }: Entry<Payload<M>>,
    now: Date,
  ): Promise<void> {
    const { changes } = this.#options;
    const subject = definition.subjectOf?.(payload) ?? null;
    if (changes === undefined || subject === null || !CLOSING_REGISTERS.includes(definition.name)) return;
    await tellOfClosing(manager, changes, { subject, now });
  }

  async #now(manager: SqlEntityManager): Promise<Date> {
    if (this.#options.now !== undefined) return this.#options.now();
    const sql = 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now';
    const rows: readonly { readonly now: number }[] = await manager.execute(sql);
    return new Date(Number(rows[0]?.now));
  }
}

function changeOf<M extends Members>(
  definition: RegisterDefinition<M>,
  step: RegisterChange['step'],
  { register, key, version, recordedAt, payload }: Entry<Payload<M>>,
): RegisterChange {
  const subject = definition.subjectOf?.(payload) ?? null;
  const organisation = definition.organisationOf?.(payload) ?? null;
  const isPersonal = definition.subjectOf !== undefined || 'person' in definition.members;
  return { register, key, isPersonal, version, step, recordedAt, organisation, subject };
}

function checkRecorder<M extends Members>(
  { name, accountableOnly }: RegisterDefinition<M>,
  { role, organisation }: Recorder,
  roles: readonly Role[],
  { policy }: Look,
): void {
  if (!roles.includes(role)) {
    throw new NorenError('REFUSED', `${name}: role ${role} may not do this; it is for ${roles.join(', ') || 'nobody'}`);
  }
  if (accountableOnly !== false && policy.organisations[organisation]?.accountable !== true) {
    refuse('NOT_ACCOUNTABLE_PARTY', `${name} is kept by the accountable party (A3-1)`);
  }
}

/** Who may speak for one person could else take the entry of another away, knowing its key. */
function checkSameSubject<M extends Members>(
  definition: RegisterDefinition<M>,
  payload: Payload<M>,
  previous: Entry<Payload<M>> | null,
): void {
  const [now, before] = [
    definition.subjectOf?.(payload),
    previous === null ? null : definition.subjectOf?.(previous.payload),
  ];
  if (previous === null || (now?.kind === before?.kind && now?.reference === before?.reference)) return;
  // The same words as for a key that is none.
  badInput('key: there is no such entry');
}

/** Members that the gateway sets may be left out; they are null until `assign` has been there. */
function withDrafts(members: Members, said: object): object {
  const given = said as Readonly<Record<string, unknown>>;
  const drafts = Object.entries(members).map(([name, element]) => [name, given[name] ?? draftOf(element)] as const);
  return { ...given, ...Object.fromEntries(drafts.filter(([, value]) => value !== undefined)) };
}

function draftOf(element: Members[string]): unknown {
  if (!element.assigned) return undefined;
  if (element.kind === 'text') return '-';
  if (element.kind === 'instant') return '1970-01-01T00:00:00Z';
  if (element.kind === 'day') return '1970-01-01';
  if (element.kind === 'flag') return false;
  if (element.kind === 'choice') return element.values[0];
  return undefined;
}

function periodOf<M extends Members>(
  definition: RegisterDefinition<M>,
  payload: Payload<M>,
  { previous, ...change }: Change<M> & { readonly previous: Entry | null },
  now: Date,
): { readonly validFrom: Date; readonly validTo: Date | null } {
  const said = definition.periodOf?.(payload, now) ?? {};
  const validTo = said.to ?? change.validTo ?? (previous !== null && counts(previous, now) ? previous.validTo : null);
  return { validFrom: said.from ?? change.validFrom ?? now, validTo };
}

/** Has not ended, and its period has not run out. */
function counts({ ended, validTo }: Entry, now: Date): boolean {
  return !ended && (validTo === null || validTo > now);
}

function checkPeriod<M extends Members>(
  { name, longestDays, lasting }: RegisterDefinition<M>,
  { validFrom, validTo }: { readonly validFrom: Date; readonly validTo: Date | null },
  previous: Entry | null,
  now: Date,
): void {
  if (lasting === true && validTo !== null)
    badInput(`validTo ${validTo.toISOString()}: ${name} lasts until it is ended`);
  if (lasting === true && validFrom > now) badInput(`validFrom ${validFrom.toISOString()}: ${name} counts at once`);
  if (validTo !== null && validTo <= validFrom) badInput(`validTo ${validTo.toISOString()}: must be after the start`);
  if (
    longestDays !== undefined &&
    (validTo === null || validTo.getTime() - validFrom.getTime() > longestDays * 86_400_000)
  ) {
    badInput(`validTo ${validTo?.toISOString() ?? 'missing'}: must be within ${longestDays} days of the start`);
  }
  // The version before would stop counting at once, and nothing would count until then.
  if (previous !== null && counts(previous, now) && validFrom > now && previous.validFrom <= now) {
    badInput(`validFrom ${validFrom.toISOString()}: what counts today cannot be replaced by what counts later`);
  }
}

function endOf({ validTo }: Entry, now: Date): Date {
  return validTo !== null && validTo < now ? validTo : now;
}

async function latestOf<M extends Members>(look: Look, definition: RegisterDefinition<M>, key: string) {
  const [entry] = await look.latest(definition, { key });
  return entry ?? null;
}

async function standing<M extends Members>(
  look: Look,
  definition: RegisterDefinition<M>,
  { key, reason }: Step,
  alsoEnded = false,
) {
  if (reason.trim() === '') badInput('reason: must say why');
  const entry = await latestOf(look, definition, key);
  if (entry === null) return badInput('key: there is no such entry');
  if (entry.ended && !alsoEnded) return badInput('key: this entry has ended');
  return entry;
}

async function write<M extends Members>(
  manager: SqlEntityManager,
  now: Date,
  definition: RegisterDefinition<M>,
  version: Version<M>,
  previous: Entry<Payload<M>> | null,
): Promise<Entry<Payload<M>>> {
  const { key, payload, recorder, reason, validFrom, validTo, ended } = version;
  // First of all, since there is one current version at a time.
  await manager.execute(
    'update register_entries set superseded_at = ? where register = ? and key = ? and superseded_at is null',
    [now, definition.name, key],
  );
  const subject = definition.subjectOf?.(payload) ?? null;
  const entry = manager.create(RegisterEntry, {
    id: randomUUID(),
    register: definition.name,
    key,
    version: (previous?.version ?? 0) + 1,
    payload,
    subjectKind: subject?.kind ?? null,
    subjectReference: subject?.reference ?? null,
    organisation: definition.organisationOf?.(payload) ?? null,
    validFrom,
    validTo,
    ended,
    recordedAt: now,
    recordedBy: recordedName(recorder),
    recordedRole: recorder.role,
    reason,
    supersededAt: null,
  });
  await manager.persist(entry).flush();
  return { ...entry, payload };
}
