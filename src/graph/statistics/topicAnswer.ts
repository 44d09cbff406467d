import { NorenError } from '../../errors.js';
import { accuracyWarning } from '../../statistics/accuracyWarning.js';
import { categoriesRevealed } from '../../statistics/categoriesRevealed.js';
import { refuseUnfitParent } from '../../statistics/consistency.js';
import type { StatisticPurchase } from '../../statistics/statisticPurchase.js';
import { isRefused } from './statisticRight.js';
import { buyStatistic } from '../../statistics/buyStatistic.js';
import { expectedHalfWidth } from '../../statistics/expectedHalfWidth.js';
import { isAmount, type MeasureName } from '../../statistics/measures.js';
import { present, type PresentedCell } from '../../statistics/present.js';
import { quoteStatistic, type StatisticQuote } from '../../statistics/quoteStatistic.js';
import { readReach } from '../../statistics/reachRelease.js';
import { readRelease, type StatisticRelease } from '../../statistics/statisticRelease.js';
import type { RequestContext } from '../context.js';
import { PublishedRelease } from './publishedRelease.js';
import { reportOutcome, spentOf } from './purchaseContext.js';
import type { Selected } from './selectedMeasures.js';
import { StandingBefore } from './standingBefore.js';
import { fieldName } from './topicForms.js';
import { topicPurchase, type TopicArguments, type TopicGround } from './topicPurchase.js';

/** One question as it is answered: nothing is charged or read before a field that needs it is resolved. */
export class TopicAnswer {
  #bought: Promise<Bought | null> | undefined;
  readonly #before: StandingBefore;

  constructor(
    private readonly context: RequestContext,
    private readonly ground: TopicGround,
    private readonly asked: TopicArguments,
    private readonly selected: Selected,
    private readonly path: string,
  ) {
    this.#before = new StandingBefore(context.environment.statistics.ports.ledger);
  }

  /** Awaited before any of its fields is resolved. */
  async ready(): Promise<this> {
    const { cells, quote, measures } = this.selected;
    if (cells && quote) {
      const purchase = topicPurchase(this.context, this.ground, this.asked, measures);
      await this.#before.keep((ledger) => quoteStatistic(purchase, ledger));
    }
    return this;
  }

  /** Of the named measures; else of what is bought; else of those whose width is asked. */
  async quoteOf(measures: readonly MeasureName[] | null, families: number) {
    const { cells, measures: bought, widths } = this.selected;
    const priced = measures ?? (cells ? bought : widths);
    const purchase = topicPurchase(this.context, this.ground, this.asked, priced);
    const quote = await quoteStatistic(purchase, this.#before);
    return {
      rho: Number(quote.rho),
      epsilon: Number(quote.epsilon),
      delta: Number(quote.delta),
      cells: quote.cells,
      remainingAfter: quote.affordable && quote.remainingAfter !== null ? Number(quote.remainingAfter) : null,
      halfWidth95: this.#widths(purchase, quote, families),
      warning: this.#warning(purchase, quote, priced),
      alreadyReleased: quote.alreadyReleased,
    };
  }

  async cells() {
    return (await this.#buy())?.cells ?? null;
  }

  async parents() {
    return this.selected.cells ? ((await this.#buy())?.parents ?? null) : null;
  }

  async spent() {
    return this.selected.cells ? ((await this.#buy())?.spent ?? null) : null;
  }

  async release() {
    return this.selected.cells ? ((await this.#buy())?.release ?? null) : null;
  }

  #buy(): Promise<Bought | null> {
    this.#bought ??= this.#purchased();
    return this.#bought;
  }

  async #purchased(): Promise<Bought | null> {
    const { ports } = this.context.environment.statistics;
    const purchase = topicPurchase(this.context, this.ground, this.asked, this.selected.measures);
    const parent = await this.#parent(purchase);
    const answer = await buyStatistic(purchase, ports);
    if (answer.kind === 'REFUSED') {
      this.#report(answer.refusal.refused);
      return null;
    }
    const { release, chargedNano } = answer;
    const shown = present(release, { ...this.ground, parent });
    if (shown.cells.some(({ numbers }) => numbers.FAMILIES?.status === 'SUPPRESSED')) {
      this.#report('K_THRESHOLD');
    }
    return {
      cells: shown.cells.map(cellOf),
      parents: shown.parents?.map(cellOf) ?? null,
      spent: spentOf(release, chargedNano),
      // As it is stored, so that its id gives the same numbers to whoever has it: what adds up to a parent is this answer's own.
      release: new PublishedRelease(release, parent === null ? shown : present(release, this.ground)),
    };
  }

  /** Before anything is charged: a parent that does not fit must not cost the child's price. */
  async #parent({ question, snapshot }: StatisticPurchase): Promise<StatisticRelease | null> {
    const consistentWith = this.asked.consistentWith ?? null;
    if (consistentWith === null) return null;
    const { organisation: recipient } = this.context.caller;
    const stored = await this.context.environment.statistics.ports.ledger.find({ id: consistentWith, recipient });
    const parent = stored === null || readReach(stored) !== null ? null : readRelease(stored);
    if (parent === null || !this.#maySee(parent)) {
      throw new NorenError(
        'BAD_INPUT',
        `consistentWith: you have no release ${consistentWith}. Name one that you bought.`,
      );
    }
    refuseUnfitParent(parent, { question, snapshot: snapshot?.id ?? '' });
    return parent;
  }

  /** Another role of the organisation may have bought what this one may not ask. */
  #maySee({ question }: StatisticRelease): boolean {
    const { model, settings, form } = this.ground;
    const place = { path: this.path, coordinate: `Statistics.${form.field}` };
    return !isRefused(this.context, categoriesRevealed(question, model, settings), place);
  }

  #widths(
    { question }: StatisticPurchase,
    { mechanisms }: StatisticQuote,
    families: number,
  ): Readonly<Record<string, number>> {
    const { form, model } = this.ground;
    const widths = form.measures.flatMap((name) => {
      const width = expectedHalfWidth(name, { question, mechanisms, families });
      return width === null ? [] : [[fieldName(name), width * (isAmount(name) ? model.amountUnit : 1)] as const];
    });
    return Object.fromEntries(widths);
  }

  /** Families are in every cell. */
  #warning({ question }: StatisticPurchase, { mechanisms }: StatisticQuote, measures: readonly MeasureName[]) {
    const { model, settings } = this.ground;
    const judged = [...new Set<MeasureName>(['FAMILIES', ...measures])];
    return accuracyWarning({ question, mechanisms, measures: judged, model, families: settings.expectedFamilies });
  }

  #report(reason: 'DP_BUDGET_EXHAUSTED' | 'K_THRESHOLD'): void {
    const coordinate = `${this.ground.form.noun}Statistic.cells`;
    reportOutcome(this.context, { path: `${this.path}.cells`, coordinate }, reason);
  }
}

interface Bought {
  readonly cells: readonly object[];
  readonly parents: readonly object[] | null;
  readonly spent: object;
  readonly release: PublishedRelease;
}

function cellOf({ by, numbers }: PresentedCell): object {
  const named = (table: Readonly<Record<string, unknown>>): object =>
    Object.fromEntries(Object.entries(table).map(([name, value]) => [fieldName(name), value]));
  return { by: named(by), ...named(numbers) };
}
