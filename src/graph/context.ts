import type { GraphQLResolveInfo } from 'graphql';
import type { CursorSealer } from '../disclosure/cursor.js';
import { createCursorSealer } from '../disclosure/cursor.js';
import type { GlobalIds } from '../disclosure/globalId.js';
import { createGlobalIds } from '../disclosure/globalId.js';
import { rowOrderSeed } from '../disclosure/rowOrderSeed.js';
import type { DeclaredPurpose, VerifiedCaller } from '../policy/caller.js';
import { bulletinStanding } from '../policy/bulletinStanding.js';
import { reasonText } from '../policy/reasons/reasonText.js';
import { decideFully } from '../policy/decideFully.js';
import type { Question } from '../policy/decision.js';
import type { RowHolders, SubjectFlag } from '../policy/gateFacts.js';
import type { GateId } from '../policy/gates/gate.js';
import type { FullDecision } from '../policy/gates/fullDecision.js';
import { tokyoToday } from '../policy/lifeStage.js';
import { narrowFully } from '../policy/narrowFully.js';
import type { Policy } from '../policy/policy.js';
import { chooseLanguage, type Language } from '../policy/reasons/chooseLanguage.js';
import type { Purpose, RecipientClass, Role, SubjectKind } from '../policy/vocabulary.js';
import type { FactsByShape } from '../registry/facts/gateFactsOf.js';
import type { Atom } from '../sources/rowPlan.js';
import type { GraphEnvironment } from './graphEnvironment.js';
import { governanceRefusal, type GovernanceRefusal } from './governance/governanceRefusal.js';
import { holdsOffice, type Office } from '../registry/facts/holdsOffice.js';
import { refusalInWords } from './governance/refusalInWords.js';
import { toldRefusal } from './governance/toldRefusal.js';
import { planRequest, type RequestPlan } from './plan/planRequest.js';
import { knowsSinglePersons } from './plan/knowsSinglePersons.js';
import { rowReasons } from './plan/rowReasons.js';
import { subjectFactsOf } from './rows/subjectFactsOf.js';
import { inWords, type Said } from './plan/explain.js';
import { isAboutPeople } from './plan/rowNode.js';
import type { GovernanceReport } from './plan/report.js';
import type { DisclosedGroup, EntryDraft } from '../audit/entryDraft.js';
import { NorenError } from '../errors.js';
import type { Receipt, Trail } from '../policy/trail.js';
import { answerDraft, type AskedRequirement } from './audit/answerDraft.js';
import { papersOfAnswer } from './audit/papersOfAnswer.js';
import { isWithinVolume } from './audit/withinVolume.js';
import { recordAnswer } from './audit/recordAnswer.js';
import { DisclosedRows } from './rows/disclosedRows.js';
import { inconceivable } from './plan/inconceivable.js';
import { presentContext } from './plan/presentContext.js';
import { refusedPurpose } from './plan/refusedPurpose.js';
import { previewFacts } from './preview/previewFacts.js';
import { playedCaller } from './preview/playedCaller.js';
import { versionNamed } from './policy/versionNamed.js';
import { playedWords } from './preview/playedWords.js';
import { readPreview, type PreviewRequest } from './preview/readPreview.js';
import { standInContext } from './preview/standInContext.js';
import { withoutBuying } from './preview/withoutBuying.js';
import { RowReader } from './rows/rowReader.js';

/** Rows that one request may make the sources read. */
const MAX_ROWS = 100_000;

export interface RequestIdentity {
  readonly caller: VerifiedCaller;
  readonly declared: DeclaredPurpose;
  readonly requestId: string;
  /** The header, as sent. */
  readonly acceptLanguage: string | undefined;
  /** As sent; null or absent: none. */
  readonly idempotencyKey?: string | undefined;
  /** The header Noren-Preview, as sent; absent: no preview. */
  readonly preview?: string | undefined;
}

/** Somebody plays another caller. */
interface Preview {
  readonly by: RequestContext;
  readonly asked: PreviewRequest;
}

/** One request: who, why, what was planned for it. Nothing of it outlives the answer. */
export class RequestContext {
  readonly caller: VerifiedCaller;
  /** The declared purpose; null when there is none that counts. */
  readonly purpose: DeclaredPurpose['purpose'];
  readonly subPurpose: DeclaredPurpose['subPurpose'];
  readonly requestId: string;
  /** What makes a question that is sent again the same purchase; null: nothing does. */
  readonly idempotencyKey: string | null;
  readonly recipientClasses: readonly RecipientClass[];
  /** Asia/Tokyo date of this request: age and life stage follow it. */
  readonly today: string;
  readonly globalIds: GlobalIds;
  readonly cursors: CursorSealer;
  readonly rows: RowReader;
  /** What goes into the answer, for the audit log. What `rows` reads is in it already. */
  readonly disclosed: DisclosedRows;
  /** Of this request; handed to whatever changes something. */
  readonly trail: Trail;
  readonly #declared: DeclaredPurpose;
  readonly #statisticEntries: Said[] = [];
  /** That the caller reads. */
  readonly language: Language;
  readonly #required: AskedRequirement[] = [];
  readonly #changes: Receipt[] = [];
  /** Gates that a break-glass alone let the caller pass. */
  readonly #waived = new Set<GateId>();
  /** What is told in the place of an answer that may not leave. */
  #withheld: Said = UNRECORDED;
  #plan: RequestPlan | undefined;

  private constructor(
    readonly environment: GraphEnvironment,
    /** The version in force at the instant of this request. */
    readonly policy: Policy,
    private readonly identity: RequestIdentity,
    /** The instant that everything of this request is decided at. */
    readonly now: Date,
    /** What the registers say; null: they could not be read, and everything personal stays closed. */
    private readonly facts: FactsByShape | null,
    private readonly preview: Preview | null = null,
  ) {
    this.caller = identity.caller;
    this.purpose = identity.declared.purpose;
    this.subPurpose = identity.declared.subPurpose;
    this.requestId = identity.requestId;
    this.idempotencyKey = identity.idempotencyKey ?? null;
    this.#declared = identity.declared;
    this.language = chooseLanguage(identity.acceptLanguage);
    this.recipientClasses = policy.organisations[identity.caller.organisation]?.recipientClasses ?? [];
    this.today = tokyoToday(now);
    const master = environment.secret;
    this.globalIds = createGlobalIds({ master, recipient: this.recipient });
    this.cursors = createCursorSealer({ master, recipient: this.recipient });
    this.rows = new RowReader(this, rowOrderSeed(master, this.recipient));
    this.disclosed = new DisclosedRows(environment.labels);
    this.trail = {
      requestId: this.requestId,
      ...(preview?.by.trail ?? {
        now,
        caller: this.caller,
        recipientClasses: this.recipientClasses,
        purpose: this.purpose,
        subPurpose: this.subPurpose,
        policy: { version: policy.version, hash: policy.hash },
      }),
      onRecorded: (receipt) => void this.#changes.push(receipt),
    };
  }

  /** Reads the registers, in one round trip: what they say now counts for this request, and for no other. */
  static async open(environment: GraphEnvironment, identity: RequestIdentity): Promise<RequestContext> {
    const now = environment.now();
    const { caller, declared } = identity;
    const { purpose, service } = { service: undefined, ...declared };
    const facts = await environment.facts({ caller, purpose, service, now }).catch((cause: unknown) => {
      environment.onFactsLost?.(cause);
      return null;
    });
    const context = new RequestContext(environment, environment.policies.policyAt(now), identity, now, facts);
    return identity.preview === undefined ? context : context.#played(identity.preview);
  }

  /** This request as another caller would get it, in stand-ins. @throws NorenError REFUSED, BAD_INPUT */
  async #played(header: string): Promise<RequestContext> {
    if (!this.#mayPreview()) throw new NorenError('REFUSED', NO_PREVIEW);
    const { policies, facts: read, statistics } = this.environment;
    const instant = (day: string | null): Date => (day === null ? this.now : new Date(`${day}T12:00:00+09:00`));
    const policyOf = (day: string | null, version: string | null): Policy =>
      version === null
        ? policies.policyAt(instant(day))
        : versionNamed(policies, 'Noren-Preview, version=', version).policy;
    const asked = readPreview(header, policyOf);
    const now = instant(asked.on);
    const { role, organisation, declaration } = asked;
    const caller = playedCaller(role, organisation, declaration.purpose);
    const facts = await read({ caller, purpose: declaration.purpose, now }).then(previewFacts, () => null);
    const environment = { ...this.environment, statistics: withoutBuying(statistics), now: () => now };
    const identity = { ...this.identity, caller, declared: { ...declaration, problem: null } };
    const policy = policyOf(asked.on, asked.version);
    return new RequestContext(environment, policy, identity, now, facts, { by: this, asked });
  }

  /** The privacy manager in office, who passes every gate for the management of protection. */
  #mayPreview(): boolean {
    const isManager = this.caller.roles.includes('PRIVACY_MANAGER') && holdsOffice('PRIVACY_MANAGER', this.offices);
    if (!isManager || this.purpose !== 'GOVERNANCE') return false;
    const subject = { kind: 'GUARDIAN', lifeStage: 'ADULT' } as const;
    return this.ask({ category: 'NAME', subject, shape: 'LIST' }).ladder.length > 0;
  }

  get isPreview(): boolean {
    return this.preview !== null;
  }

  /** The same request once more, with a plan of its own: for a document that the gateway asks itself, in the caller's right. */
  again(): RequestContext {
    return new RequestContext(this.environment, this.policy, this.identity, this.now, this.facts, this.preview);
  }

  /** To decide, and never to answer: a request of this caller in good order, by what the registers say now. */
  async playing(caller: VerifiedCaller, purpose: Purpose): Promise<RequestContext> {
    const { environment, policy, now } = this;
    const facts = await environment.facts({ caller, purpose, now }).then(previewFacts, () => null);
    const identity = { ...this.identity, caller, declared: { purpose, subPurpose: null, problem: null } };
    return new RequestContext(environment, policy, identity, now, facts);
  }

  /** What such a document was told is said and recorded as an answer of this request. */
  adopt(asked: RequestContext): void {
    this.#statisticEntries.push(...asked.#said());
    for (const group of asked.disclosed.groups()) this.disclosed.add(group);
  }

  /** Ids and row order are per recipient: the organisation in its role, so that two roles of one organisation can't join rows. */
  get recipient(): string {
    // Ids and pseudonyms of a preview are nobody's but its own.
    return this.preview === null ? recipientOf(this.caller) : `preview of ${recipientOf(this.caller)}`;
  }

  /** The policy's answer for this caller and purpose, through all gates. Row conditions are left in it. */
  readonly ask = (question: Omit<Question, 'caller' | 'purpose'>): FullDecision => {
    if (this.facts === null) return registersUnavailable();
    if (this.#declared.problem !== null) return refusedPurpose(this.#declared.problem);
    const caller = { roles: this.caller.roles, recipientClasses: this.recipientClasses };
    const facts = this.facts[question.shape];
    const { purpose, subPurpose } = this;
    const decision = decideFully(this.policy, facts, { ...question, caller, purpose, subPurpose });
    for (const gate of decision.waived) this.#waived.add(gate);
    return narrowFully(decision, inconceivable(this.caller, question.subject.kind));
  };

  /** Subjects of a kind that a condition holds for by the registers, by `condition:category`, at a place of one or of many. */
  holdersOf(atom: Atom, kind: SubjectKind, shape: Question['shape']): readonly number[] {
    return this.facts?.[shape].rowHolders[atom as keyof RowHolders]?.[kind] ?? [];
  }

  /** Subjects of a kind that have a flag, or have died by the desk's record. */
  flaggedWith(flag: SubjectFlag | 'DECEASED', kind: SubjectKind): readonly number[] {
    const facts = this.facts?.SINGLE;
    return (flag === 'DECEASED' ? facts?.deceased[kind] : facts?.flagged[flag]?.[kind]) ?? [];
  }

  /** The plan of the request, made at its first use and once. */
  plan(info: GraphQLResolveInfo): RequestPlan {
    this.#plan ??= planRequest({
      document: { schema: info.schema, fragments: info.fragments, variables: info.variableValues },
      operation: info.operation,
      labels: this.environment.labels,
      ask: this.ask,
      isRaised: (flag, kind) => this.flaggedWith(flag, kind).length > 0,
      present: this.preview === null ? presentContext(this) : standInContext(presentContext(this), this.preview.by),
      refusesInputs: this.isPreview,
      tellsRows: this.#tellsRows,
      maxRows: MAX_ROWS,
    });
    return this.#plan;
  }

  report(entry: Said): void {
    this.#statisticEntries.push(entry);
  }

  /** That the caller holds by the registers, whatever the token says. */
  get offices(): readonly Office[] {
    return this.facts?.offices ?? [];
  }

  /** What keeps the caller from a field with @requires although role and purpose fit; null: nothing. */
  requirementRefusal(coordinate: string, roles: readonly Role[]): (GovernanceRefusal & { message: string }) | null {
    const { policy, facts, caller, recipientClasses } = this;
    const declared = this.#declared;
    const refused = governanceRefusal({ policy, facts, caller, recipientClasses, declared, coordinate }, roles);
    return refused === null ? null : { ...refused, message: refusalInWords(coordinate, refused, this.language) };
  }

  /** What a field with @requires has thrown, as this reader is told it. */
  toldRefusal(error: unknown): unknown {
    return toldRefusal(error, this.policy, this.language);
  }

  /** A field with @requires was asked for. */
  noteRequirement(coordinate: string, refused: GovernanceRefusal | null): void {
    this.#required.push({ coordinate, refused });
  }

  get #tellsRows(): boolean {
    return !this.isPreview && knowsSinglePersons(this.caller, this.recipientClasses, this.purpose);
  }

  governanceReport(): GovernanceReport {
    const report = this.#reportOf(this.#said());
    if (!this.#tellsRows) return report;
    const rows = rowReasons(this.disclosed.rows(), {
      labels: this.environment.labels,
      factsOf: (category, subject) => subjectFactsOf(this, category, subject),
      idOf: (type, id) => this.globalIds.encode(type, id),
    });
    return { ...report, rows: rows.map((entry) => inWords(entry, this)) };
  }

  /**
   * Once everything is read and before it leaves.
   * @throws NorenError AUDIT_UNAVAILABLE, REGISTERS_UNAVAILABLE, BULK_LIMIT: nothing of it may leave
   */
  async recordAnswer(
    document: string,
  ): Promise<Pick<GovernanceReport, 'receipt' | 'changes' | 'obligations'> | undefined> {
    const disclosed = this.disclosed.groups();
    const draft = this.#draft(document, disclosed, this.#said());
    if (draft !== null && !(await this.#isWithinVolume(this.disclosed.counted()))) {
      await recordAnswer(this.environment.audit, this.#draft(document, [], [TOO_MANY]), this.#changes);
      this.#withheld = TOO_MANY;
      throw new NorenError('BULK_LIMIT', TOO_MANY_PEOPLE);
    }
    return recordAnswer(this.environment.audit, draft, this.#changes);
  }

  async #isWithinVolume(disclosed: readonly DisclosedGroup[]): Promise<boolean> {
    const { environment, policy, trail } = this;
    const had = this.facts?.SINGLE.volume.caller ?? null;
    return isWithinVolume({ policy, trail, had, charge: environment.chargeVolume }, disclosed).catch(
      (error: unknown) => {
        this.#withheld = { ...UNRECORDED, reason: 'REGISTERS_UNAVAILABLE', gate: 'G0' };
        throw error;
      },
    );
  }

  #draft(document: string, disclosed: readonly DisclosedGroup[], said: readonly Said[]): EntryDraft | null {
    return answerDraft({
      policy: this.policy,
      trail: this.trail,
      operation: this.environment.audit.log.operationOf(document),
      aboutPeople: [...(this.#plan?.roots.values() ?? [])].some(isAboutPeople),
      said,
      required: this.#required,
      // Stand-ins disclose nobody.
      disclosed: this.isPreview ? [] : disclosed,
      papers: papersOfAnswer(this.facts?.papers ?? [], this.disclosed),
      changes: this.#changes.length,
      preview: this.preview === null ? null : { ...playedWords(this.preview.asked), playedPolicy: this.policy.version },
      waived: [...this.#waived],
    });
  }

  unrecordedReport(): GovernanceReport {
    return this.#reportOf([this.#withheld]);
  }

  #said(): readonly Said[] {
    return [...(this.#plan?.report ?? []), ...this.#statisticEntries];
  }

  /** Of the own staff: what stands between them and a refusal. */
  #warnings(): Pick<GovernanceReport, 'warnings'> {
    const facts = this.facts?.SINGLE;
    const inside = facts?.caller.human === true && this.recipientClasses.includes('OWN_ORGANISATION');
    if (facts === undefined || !inside || bulletinStanding(facts, this.policy) === 'READ') return {};
    const message = reasonText('BULLETIN_UNREAD', this.language);
    return { warnings: [{ code: 'BULLETIN_UNREAD', clauses: ['A9-4b'], message }] };
  }

  #reportOf(said: readonly Said[]): GovernanceReport {
    const { version, hash } = this.policy;
    const decisions = said.map((entry) => inWords(entry, this));
    const { purpose, subPurpose } = this;
    const preview = this.preview === null ? {} : { preview: this.preview.asked };
    const sandbox = this.environment.isSandbox ? ({ sandbox: true } as const) : {};
    return { ...sandbox, policy: { version, hash }, purpose, subPurpose, decisions, ...this.#warnings(), ...preview };
  }
}

/** No record, no answer. */
const UNRECORDED: Said = {
  path: '',
  coordinate: 'Query',
  category: null,
  subject: null,
  form: 'DENIED',
  otherwise: 'DENIED',
  gate: null,
  condition: [],
  reason: 'AUDIT_UNAVAILABLE',
  rule: 'X99',
  clauses: ['A3-2', 'A7-1d'],
  needs: [],
};

const NO_PREVIEW =
  'Noren-Preview is for the PRIVACY_MANAGER, for the purpose GOVERNANCE, who passes every gate for it.';

const TOO_MANY: Said = { ...UNRECORDED, gate: 'G12', reason: 'BULK_LIMIT', clauses: ['A2-2', 'A7-1e'] };
const TOO_MANY_PEOPLE =
  'This answer is about more people than one answer, or a day, may be (A2-2, A7-1e). Ask for fewer, or later.';

/** When what decides is down, everything personal stays closed (A3-2). */
function registersUnavailable(): FullDecision {
  const refused = { ladder: [], condition: [], lost: [], waived: [], rule: 'X99', clauses: ['A3-2', 'A4-0b'] } as const;
  return { ...refused, form: 'DENIED', fallback: 'DENIED', reason: 'REGISTERS_UNAVAILABLE', gate: 'G0' };
}

/** Whose ids, cursors and row order it is (docs/adr/0003). */
export function recipientOf({ organisation, roles }: Pick<VerifiedCaller, 'organisation' | 'roles'>): string {
  return [organisation, ...roles.toSorted()].join(' ');
}
