import type { SubjectReference } from '../../policy/consentRecord.js';
import type { Trail } from '../../policy/trail.js';
import type { Policy } from '../../policy/policy.js';
import type { Purpose, Role } from '../../policy/vocabulary.js';
import type { Members, Payload } from './shape.js';

/** Who records, as the token proves. */
export interface Recorder {
  readonly subjectId: string;
  readonly organisation: string;
  /** The one of the caller's roles that gives the right to record. */
  readonly role: Role;
  /** Of the request that records. @default none: the gateway of itself */
  readonly trail?: Trail;
}

/** One version of an entry, as it is read. */
export interface Entry<P = object> {
  readonly register: string;
  readonly key: string;
  readonly version: number;
  readonly payload: P;
  readonly validFrom: Date;
  /** From this instant on it no longer counts. */
  readonly validTo: Date | null;
  readonly ended: boolean;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly recordedRole: Role;
  readonly reason: string | null;
  readonly supersededAt: Date | null;
}

export interface EntryFilter {
  readonly key?: string;
  readonly organisation?: string;
  readonly subject?: SubjectReference;
  /** The member `requestedBy` of the payload, where that is a data subject. */
  readonly requestedBy?: SubjectReference;
  /** The member `person` of the payload. */
  readonly person?: string;
}

/** A part of a list. Entries come by key, versions of one entry by number, whatever is recorded in between. */
export interface EntryPage<After> {
  /** So many at most. */
  readonly first: number;
  /** Those after it. @default from the beginning */
  readonly after?: After | null;
}

/** What a check may know: the entries of all registers, inside the transaction of the change. */
export interface Look {
  readonly now: Date;
  readonly policy: Policy;
  /** Entries that count now. */
  inForce<M extends Members>(
    definition: RegisterDefinition<M>,
    filter?: EntryFilter,
  ): Promise<readonly Entry<Payload<M>>[]>;
  /** The latest version of each entry, whether it counts or not. */
  latest<M extends Members>(
    definition: RegisterDefinition<M>,
    filter?: EntryFilter,
  ): Promise<readonly Entry<Payload<M>>[]>;
}

/** What is about to be recorded. */
export interface Proposed<M extends Members> {
  readonly key: string;
  readonly payload: Payload<M>;
  readonly recorder: Recorder;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  /** The version that it would replace. */
  readonly previous: Entry<Payload<M>> | null;
}

/** What the payload's assigned members are made from. */
export interface Recording {
  readonly recorder: Recorder;
  readonly now: Date;
  readonly look: Look;
}

/** One register: what its entries say, who may record them, and what must hold. */
export interface RegisterDefinition<M extends Members> {
  /** As it is stored, e.g. `CONTRACT`. */
  readonly name: string;
  /** Stem of the published names: `recordContract`, `Contract…`. */
  readonly noun: string;
  /** Field of the query. */
  readonly plural: string;
  readonly description: string;
  readonly members: M;
  readonly clauses: readonly string[];
  /** Roles that may record. */
  readonly recorders: readonly Role[];
  /** Only for the accountable party's own people (A3-1). @default true */
  readonly accountableOnly?: boolean;
  /**
   * What it says of persons is read by the privacy manager and the auditor alone; a department's manager reads what somebody of that
   * department asked for. @default false: any manager reads it
   */
  readonly confidential?: true;
  /** Purposes that a request which records may declare. @default any that the caller has */
  readonly purposes?: readonly Purpose[];
  /** Roles that may end an entry. @default nobody: it runs until its period ends or the next version comes */
  readonly enders?: readonly Role[];
  /** Roles that may approve, never who asked. @default no approval is needed; needs a member `approval` */
  readonly approvers?: readonly Role[];
  /** @default a key of its own for each recording that names none */
  keyOf?(payload: Payload<M>): string;
  subjectOf?(payload: Payload<M>): SubjectReference | null;
  organisationOf?(payload: Payload<M>): string | null;
  /** Sets the assigned members. */
  assign?(payload: Payload<M>, recording: Recording): Promise<Payload<M>> | Payload<M>;
  /** When it counts, where the payload says that. @default from now on, until told */
  periodOf?(payload: Payload<M>, now: Date): { readonly from?: Date; readonly to?: Date | null };
  /** Longest period from its start. @default without an end */
  readonly longestDays?: number;
  /** What it says stands from its recording until somebody ends it: no period, which would let it lapse unseen. @default false */
  readonly lasting?: boolean;
  /** @throws NorenError when a rule across entries does not hold */
  check?(proposed: Proposed<M>, look: Look): Promise<void> | void;
  /** @throws NorenError when this entry may not be ended now or by this one */
  checkEnd?(entry: Entry<Payload<M>>, recorder: Recorder, look: Look): Promise<void> | void;
  /** @throws NorenError when this entry may not be approved by this one */
  checkApproval?(entry: Entry<Payload<M>>, recorder: Recorder, look: Look): Promise<void> | void;
}

/** Keeps the type of the members. */
export function defineRegister<M extends Members>(definition: RegisterDefinition<M>): RegisterDefinition<M> {
  return definition;
}
