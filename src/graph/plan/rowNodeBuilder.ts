import type { PlannedCell, PresentContext } from '../../../directives/governedRow.js';
import type { Question } from '../../policy/decision.js';
import type { DataCategory, SubjectKind } from '../../policy/vocabulary.js';
import type { Atom, CellPlan, CellRung, Guard } from '../../sources/rowPlan.js';
import { ANYBODY, isUnconditional } from '../../sources/rowPlan.js';
import type { RowNode } from './rowNode.js';
import type { SubjectLadders } from './subjectLadders.js';

interface RowNodeOptions {
  readonly path: string;
  readonly type: string;
  /** `null`: rows about nobody. */
  readonly kind: SubjectKind | null;
  readonly ladders: SubjectLadders | null;
  readonly present: PresentContext;
  readonly shape: Question['shape'];
  /** The reader is told why of each row, by the rule of its life stage. */
  readonly tellsRows: boolean;
  /** The node whose rows are the subject of these rows; `null`: they are subjects themselves. */
  readonly origin: RowNodeBuilder | null;
}

/** A row node while the planner walks the selections below it. */
export class RowNodeBuilder {
  readonly #cells = new Map<string, CellPlan>();
  readonly #open = new Set<string>();
  readonly #links = new Set<string>();
  readonly #flags = new Set<Atom>();
  readonly #children = new Map<string, RowNodeBuilder>();
  #opened: boolean;
  #stage: boolean;

  constructor(private readonly options: RowNodeOptions) {
    this.#stage = options.tellsRows;
    this.#opened = options.ladders === null || options.ladders.visible.length > 0;
    options.origin?.needGuards(this.#visible());
  }

  get opened(): boolean {
    return this.#opened;
  }

  get kind(): SubjectKind | null {
    return this.options.kind;
  }

  get ladders(): SubjectLadders | null {
    return this.options.ladders;
  }

  get origin(): RowNodeBuilder {
    return this.options.origin ?? this;
  }

  close(): void {
    this.#opened = false;
  }

  addOpen(field: string): void {
    this.#open.add(field);
  }

  addCell(field: string, category: DataCategory, rungs: readonly CellRung[]): void {
    if (rungs.length === 0) return;
    this.#cells.set(field, { category, rungs: withoutCommon(rungs, this.#visible()) });
    this.options.origin?.needGuards(rungs.map((rung) => rung.guard));
  }

  addChild(responseKey: string, child: RowNodeBuilder, join: string | undefined): void {
    this.#children.set(responseKey, child);
    if (join !== undefined) this.#links.add(join);
  }

  /** Rows below ask these of this row's subject. What is known by key (consents, cases, flags) need not be read with the row. */
  needGuards(guards: readonly Guard[]): void {
    for (const atom of guards.flatMap(({ when }) => when)) if (!atom.includes(':')) this.#flags.add(atom);
    this.#stage ||= guards.some(({ lifeStages }) => lifeStages !== null);
  }

  build(): RowNode {
    const { path, type, kind, present, shape } = this.options;
    const visible = this.#visible();
    const cells: Record<string, PlannedCell> = {};
    for (const [field, cell] of this.#cells) cells[field] = { form: fixedForm(cell) };
    return {
      path,
      type,
      opened: this.#opened,
      cells,
      present,
      shape,
      decisionOf: (category, stage) => this.options.ladders?.ofRow(category, stage) ?? null,
      rowPlan: {
        subject: kind,
        visible,
        classes: this.options.ladders?.classes ?? null,
        cells: this.#cells,
        open: this.#open,
        links: this.#links,
        flags: this.#flags,
        stage: this.#stage,
      },
      children: new Map([...this.#children].map(([key, child]) => [key, child.build()])),
    };
  }

  #visible(): readonly Guard[] {
    return this.options.ladders === null ? [ANYBODY] : this.options.ladders.visible;
  }
}

/** Rungs without the conditions that every row which can be seen at all meets. */
function withoutCommon(rungs: readonly CellRung[], visible: readonly Guard[]): readonly CellRung[] {
  const [first, ...others] = visible;
  const common = new Set((first?.when ?? []).filter((atom) => others.every(({ when }) => when.includes(atom))));
  if (common.size === 0) return rungs;
  return rungs.map((rung) => ({
    ...rung,
    guard: { ...rung.guard, when: rung.guard.when.filter((atom) => !common.has(atom)) },
  }));
}

/** The one form in which a cell comes out of every row; `null` when it differs. */
function fixedForm(cell: CellPlan): PlannedCell['form'] {
  const [first] = cell.rungs;
  return first !== undefined && isUnconditional(first.guard) ? first.form : null;
}
