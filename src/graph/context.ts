import type { GraphQLResolveInfo } from 'graphql';
import type { CursorSealer } from '../disclosure/cursor.js';
import { createCursorSealer } from '../disclosure/cursor.js';
import type { GlobalIds } from '../disclosure/globalId.js';
import { createGlobalIds } from '../disclosure/globalId.js';
import { rowOrderSeed } from '../disclosure/rowOrderSeed.js';
import type { DeclaredPurpose, VerifiedCaller } from '../policy/caller.js';
import type { Decision, Question } from '../policy/decision.js';
import { decide } from '../policy/decide.js';
import { tokyoToday } from '../policy/lifeStage.js';
import { LIVE_CONDITIONS } from '../policy/liveConditions.js';
import { narrow } from '../policy/narrow.js';
import type { Condition, RecipientClass } from '../policy/vocabulary.js';
import type { GraphEnvironment } from './graphEnvironment.js';
import { planRequest, type RequestPlan } from './plan/planRequest.js';
import type { GovernanceReport, ReportEntry } from './plan/report.js';
import { presentContext } from './plan/presentContext.js';
import { refusedPurpose } from './plan/refusedPurpose.js';
import { RowReader } from './rows/rowReader.js';

/** Rows that one request may make the sources read. */
const MAX_ROWS = 100_000;

export interface RequestIdentity {
  readonly caller: VerifiedCaller;
  readonly declared: DeclaredPurpose;
  readonly requestId: string;
}

/** One request: who, why, what was planned for it. Nothing of it outlives the answer. */
export class RequestContext {
  readonly caller: VerifiedCaller;
  /** The declared purpose; null when there is none that counts. */
  readonly purpose: DeclaredPurpose['purpose'];
  readonly requestId: string;
  readonly recipientClasses: readonly RecipientClass[];
  /** Asia/Tokyo date of this request: age and life stage follow it. */
  readonly today: string;
  readonly globalIds: GlobalIds;
  readonly cursors: CursorSealer;
  readonly rows: RowReader;
  readonly #declared: DeclaredPurpose;
  readonly #statisticEntries: ReportEntry[] = [];
  #plan: RequestPlan | undefined;

  constructor(
    readonly environment: GraphEnvironment,
    identity: RequestIdentity,
  ) {
    this.caller = identity.caller;
    this.purpose = identity.declared.purpose;
    this.requestId = identity.requestId;
    this.#declared = identity.declared;
    this.recipientClasses = environment.policy.organisations[identity.caller.organisation]?.recipientClasses ?? [];
    this.today = tokyoToday(environment.now());
    const master = environment.secret;
    this.globalIds = createGlobalIds({ master, recipient: this.recipient });
    this.cursors = createCursorSealer({ master, recipient: this.recipient });
    this.rows = new RowReader(this, rowOrderSeed(master, this.recipient));
  }

  /** Ids and row order are per recipient: the organisation in its role, so that two roles of one organisation can't join rows. */
  get recipient(): string {
    return [this.caller.organisation, ...this.caller.roles.toSorted()].join(' ');
  }

  /** The policy's answer for this caller and purpose, as far as its conditions have registers. */
  readonly ask = (question: Omit<Question, 'caller' | 'purpose'>): Decision => {
    if (this.#declared.problem !== null) return refusedPurpose(this.#declared.problem);
    const caller = { roles: this.caller.roles, recipientClasses: this.recipientClasses };
    const decision = decide(this.environment.policy, { ...question, caller, purpose: this.purpose });
    return narrow(decision, conceivable(this.caller, question.subject.kind));
  };

  /** The plan of the request, made at its first use and once. */
  plan(info: GraphQLResolveInfo): RequestPlan {
    this.#plan ??= planRequest({
      document: { schema: info.schema, fragments: info.fragments, variables: info.variableValues },
      operation: info.operation,
      labels: this.environment.labels,
      ask: this.ask,
      present: presentContext(this),
      maxRows: MAX_ROWS,
    });
    return this.#plan;
  }

  report(entry: ReportEntry): void {
    this.#statisticEntries.push(entry);
  }

  governanceReport(): GovernanceReport {
    const { version, hash } = this.environment.policy;
    const decisions = [...(this.#plan?.report ?? []), ...this.#statisticEntries];
    return { policy: { version, hash }, purpose: this.purpose, decisions };
  }
}

/** Conditions with a register, less those that no row of this kind can meet for this caller. */
function conceivable({ subject }: VerifiedCaller, kind: Question['subject']['kind']): ReadonlySet<Condition> {
  const conditions = new Set(LIVE_CONDITIONS);
  if (subject === undefined || subject.kind !== kind) conditions.delete('OWN_RECORD');
  if (subject?.kind !== 'GUARDIAN' || kind !== 'CHILD_PARTICIPANT') {
    conditions.delete('LINKED_CHILD');
    conditions.delete('GUARDIAN_LINK');
  }
  return conditions;
}
