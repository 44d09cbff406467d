import type { Question } from '../../policy/decision.js';
import type { FullDecision, GuardedRung } from '../../policy/gates/fullDecision.js';
import type { SubjectFlag } from '../../policy/gateFacts.js';
import { servesFormer } from '../../policy/gates/servesFormer.js';
import type {
  CaseCondition,
  Condition,
  DataCategory,
  DisclosureForm,
  LifeStage,
  RowCondition,
  SubjectKind,
} from '../../policy/vocabulary.js';
import { CASE_CONDITIONS, DATA_CATEGORIES, formRank, ROW_CONDITIONS } from '../../policy/vocabulary.js';
import type { Atom, CellRung, Guard, RowClasses } from '../../sources/rowPlan.js';
import { identifies, splitByIdentity } from './deIdentified.js';

const CHILD_STAGES: readonly LifeStage[] = ['UNDER_16', 'AGE_16_17', 'ADULT', 'DECEASED'];
const ADULT_STAGES: readonly LifeStage[] = ['ADULT', 'DECEASED'];

/** Who can leave the Club. */
const CLUB_SUBJECTS: readonly SubjectKind[] = ['GUARDIAN', 'CHILD_PARTICIPANT'];

/** As what a person may have flags that keep rows of a kind back: a guardian's rows lead to the co-op's record of them, which is a member's. */
const FLAGGED_AS: Readonly<Partial<Record<SubjectKind, readonly SubjectKind[]>>> = {
  GUARDIAN: ['GUARDIAN', 'COOP_MEMBER'],
};

/** Life stages to ask the policy about, for each kind. Only children pass through stages while they are subjects here. */
const STAGES: Readonly<Record<SubjectKind, readonly LifeStage[]>> = {
  CHILD_PARTICIPANT: CHILD_STAGES,
  GUARDIAN: ADULT_STAGES,
  COOP_MEMBER: ADULT_STAGES,
  OFFICER_OR_EMPLOYEE: ['ADULT'],
  SUPPLIER_CONTACT: ['ADULT'],
};

export type Ask = (question: Omit<Question, 'caller' | 'purpose'>) => FullDecision;

/** Whether anybody of a kind has the flag, or has died by the desk's record. Who it is, is the statement's affair. */
export type IsRaised = (flag: SubjectFlag | 'DECEASED', kind: SubjectKind) => boolean;

/** What the policy says of one kind of subject in one shape of answer: asked once per category and life stage. */
export class SubjectLadders {
  readonly #decisions = new Map<DataCategory, ReadonlyMap<LifeStage, FullDecision>>();
  /** Where a row may be seen at all: some category comes out of it, generalised or better. */
  readonly visible: readonly Guard[];
  readonly classes: RowClasses | null;
  readonly #visibleStages: readonly LifeStage[];

  constructor(
    readonly kind: SubjectKind,
    shape: Question['shape'],
    ask: Ask,
    private readonly isRaised: IsRaised,
  ) {
    for (const category of DATA_CATEGORIES) {
      const perStage = STAGES[kind].map(
        (lifeStage) => [lifeStage, ask({ category, shape, subject: { kind, lifeStage } })] as const,
      );
      this.#decisions.set(category, new Map(perStage));
    }
    this.#visibleStages = STAGES[kind].filter((stage) => this.#guardsAt(stage).length > 0);
    this.visible = this.#mergeStages(
      this.#visibleStages.map((stage) => [
        stage,
        this.#guardsAt(stage).map((when): Guard => ({ when, lifeStages: null })),
      ]),
      STAGES[kind],
      (guard) => guard.when.join('+'),
    ).flatMap(([stages, guards]) => guards.map((guard): Guard => ({ when: guard.when, lifeStages: stages })));
    this.classes = this.#classesOf();
  }

  /**
   * The rungs of a cell in which `shownIn` turns a granted form into what the field can show (DENIED drops the rung), in the
   * order in which they are tried. `isSegment`: the field is one more quasi-identifier where rows are shown as classes, whoever opened it.
   */
  rungs(
    category: DataCategory,
    shownIn: (granted: DisclosureForm) => DisclosureForm,
    isSegment = false,
  ): readonly CellRung[] {
    const joins = isSegment && this.classes !== null;
    const perStage = this.#visibleStages.map(
      (stage) => [stage, this.#shownRungs(category, stage, shownIn, joins)] as const,
    );
    return this.#mergeStages(
      perStage,
      this.#visibleStages,
      (rung) => `${rung.form}${rung.classed === true ? '*' : ''}:${rung.guard.when.join('+')}`,
    ).flatMap(([stages, rungs]) =>
      rungs.map((rung): CellRung => ({ ...rung, guard: { ...rung.guard, lifeStages: stages } })),
    );
  }

  decision(category: DataCategory, stage: LifeStage): FullDecision {
    const decision = this.#decisions.get(category)?.get(stage);
    if (decision === undefined) throw new Error(`No decision was asked for ${this.kind} ${category} ${stage}.`);
    return decision;
  }

  /** The decision that counts for a row of this life stage; null: no single one does, since the stage was not read. */
  ofRow(category: DataCategory, stage: LifeStage | undefined): FullDecision | null {
    const stages = STAGES[this.kind];
    const asked = stages.find((each) => stages.length === 1 || (stage && this.#covered(each).includes(stage)));
    return asked === undefined ? null : this.decision(category, asked);
  }

  /** The decision to explain: that of the life stage with the highest form, the living and the earliest stage first. */
  leading(category: DataCategory): FullDecision {
    const [first, ...others] = STAGES[this.kind].filter((stage) => stage !== 'DECEASED');
    const living = this.decision(category, first ?? 'UNKNOWN');
    return others
      .map((stage) => this.decision(category, stage))
      .reduce((best, next) => (formRank(next.form) > formRank(best.form) ? next : best), living);
  }

  /**
   * Whether rows may be filtered or sorted by this category: every row that the caller may see shows it at least at `reveals`, so
   * that which rows come back, and in which order, tells nothing more.
   */
  allowsInput(category: DataCategory, reveals: DisclosureForm): boolean {
    const shows = (stage: LifeStage, guard: readonly Atom[]) =>
      this.decision(category, stage).ladder.some(
        (rung) => formRank(rung.form) >= formRank(reveals) && isSubset(this.#atomsOf(category, stage, rung), guard),
      );
    return this.#visibleStages.every((stage) => this.#guardsAt(stage).every((guard) => shows(stage, guard)));
  }

  #shownRungs(
    category: DataCategory,
    stage: LifeStage,
    shownIn: (granted: DisclosureForm) => DisclosureForm,
    joins: boolean,
  ): readonly CellRung[] {
    const rungs: CellRung[] = [];
    for (const rung of this.decision(category, stage).ladder) {
      const form = shownIn(rung.form);
      if (formRank(form) < formRank('GENERALISED')) continue;
      const when = this.#atomsOf(category, stage, rung);
      if (!rungs.some((earlier) => isSubset(earlier.guard.when, when)))
        rungs.push(...splitByIdentity(category, rung.form, { form, when, joins }, this.#identifyingAt(stage)));
    }
    return rungs;
  }

  /** The rung's conditions, and that the subject has none of the flags that block it, as far as anybody has them. */
  #atomsOf(category: DataCategory, stage: LifeStage, rung: GuardedRung): readonly Atom[] {
    const flags: readonly (SubjectFlag | 'DECEASED')[] =
      stage === 'DECEASED' ? rung.blockedBy : [...rung.blockedBy, 'DECEASED'];
    return [
      ...rung.when.map((condition) => atomOf(category, condition)),
      ...(CLUB_SUBJECTS.includes(this.kind) && !servesFormer(rung) ? (['CURRENT'] as const) : []),
      ...flags.filter((flag) => this.#isRaised(flag)).map((flag): Atom => `UNFLAGGED:${flag}`),
    ];
  }

  #isRaised(flag: SubjectFlag | 'DECEASED'): boolean {
    return (FLAGGED_AS[this.kind] ?? [this.kind]).some((kind) => this.isRaised(flag, kind));
  }

  /** Sets of atoms, none containing another, of which one must hold for a row of this stage to say who it is about. */
  #identifyingAt(stage: LifeStage): readonly (readonly Atom[])[] {
    return this.#setsAt(stage, identifies);
  }

  /** Sets of atoms, none containing another, of which one must hold for a row of this stage to be seen. */
  #guardsAt(stage: LifeStage): readonly (readonly Atom[])[] {
    return this.#setsAt(stage, (_category, form) => formRank(form) >= formRank('GENERALISED'));
  }

  #setsAt(
    stage: LifeStage,
    counts: (category: DataCategory, form: DisclosureForm) => boolean,
  ): readonly (readonly Atom[])[] {
    const sets: (readonly Atom[])[] = [];
    for (const category of DATA_CATEGORIES) {
      for (const rung of this.decision(category, stage).ladder) {
        if (counts(category, rung.form)) sets.push(this.#atomsOf(category, stage, rung));
      }
    }
    return sets.filter(
      (set, index) =>
        !sets.some((other, at) => at !== index && isSubset(other, set) && (other.length < set.length || at < index)),
    );
  }

  /**
   * By which classes de-identified rows are shown, whatever is selected of them; null: every row that can be seen shows who it is about, or
   * nothing that would single it out.
   */
  #classesOf(): RowClasses | null {
    const asGranted = (form: DisclosureForm) => form;
    const isClassed = (category: DataCategory) =>
      this.rungs(category, asGranted).some(({ classed }) => classed === true);
    const withSex = isClassed('SEX');
    if (!withSex && !isClassed('BIRTH_DATE') && !isClassed('ADDRESS')) return null;
    const identifying = this.#visibleStages.flatMap((stage) => this.#identifyingAt(stage));
    if (this.visible.every(({ when }) => when.includes('OPT_IN'))) return { scope: 'OPTED_IN', withSex };
    const namesTheOptedIn = identifying.some((atoms) => atoms.includes('OPT_IN'));
    return { scope: namesTheOptedIn ? 'NOT_OPTED_IN' : 'PARTICIPATING', withSex };
  }

  /** The stages of a row for which the answer for `stage` counts. A row of unknown stage is treated as UNDER_16. */
  #covered(stage: LifeStage): readonly LifeStage[] {
    if (stage === 'UNDER_16') return ['UNDER_16', 'UNKNOWN'];
    const standsForTheLiving = stage === 'ADULT' && STAGES[this.kind] !== CHILD_STAGES;
    return standsForTheLiving ? ['UNDER_16', 'AGE_16_17', 'ADULT', 'UNKNOWN'] : [stage];
  }

  /** Joins stages that have the same alternatives; `null` where they are all stages there are. */
  #mergeStages<T>(
    perStage: readonly (readonly [LifeStage, readonly T[]])[],
    all: readonly LifeStage[],
    textOf: (alternative: T) => string,
  ): readonly (readonly [readonly LifeStage[] | null, readonly T[]])[] {
    const groups = new Map<string, { stages: LifeStage[]; alternatives: readonly T[] }>();
    for (const [stage, alternatives] of perStage) {
      const key = alternatives.map(textOf).join('|');
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { stages: [stage], alternatives });
      else group.stages.push(stage);
    }
    return [...groups.values()].map(({ stages, alternatives }) => [
      stages.length === all.length ? null : stages.flatMap((stage) => this.#covered(stage)),
      alternatives,
    ]);
  }
}

function atomOf(category: DataCategory, condition: Condition): Atom {
  if (condition === 'CONSENT' || isCase(condition)) return `${condition}:${category}`;
  if (isRowCondition(condition)) return condition;
  throw new Error(`Condition ${condition} can't be asked of a row; it must be settled before the plan.`);
}

function isCase(condition: Condition): condition is CaseCondition {
  return (CASE_CONDITIONS as readonly Condition[]).includes(condition);
}

function isRowCondition(condition: Condition): condition is Exclude<RowCondition, 'CONSENT' | CaseCondition> {
  return (ROW_CONDITIONS as readonly Condition[]).includes(condition);
}

function isSubset(small: readonly Atom[], large: readonly Atom[]): boolean {
  return small.every((atom) => large.includes(atom));
}
