import { expectedFamilies, expectedValue } from './expectedCell.js';
import { expectedHalfWidth } from './expectedHalfWidth.js';
import type { QuestionMechanisms } from './mechanisms.js';
import { isAmount, isQuantile, type MeasureName } from './measures.js';
import type { StatisticModel } from './model/statisticModel.js';
import type { CanonicalQuestion } from './question.js';

/** Of what a cell can be expected to hold: a half-width beyond it leaves a number whose typical error is above an eighth. */
const TOO_WIDE = 1 / 3;

export interface Judged {
  readonly question: CanonicalQuestion;
  readonly mechanisms: QuestionMechanisms;
  /** What is bought or quoted. */
  readonly measures: readonly MeasureName[];
  readonly model: StatisticModel;
  /** That take part, roughly and publicly. */
  readonly families: number;
}

/**
 * A sentence where a question is too fine for its price: each measure whose half-width is large beside what a cell of the question can be
 * expected to hold. From question and policy alone, so that it tells nothing of data and may be wrong for cells that are larger or smaller. null: worth
 * its price.
 */
export function accuracyWarning({ question, mechanisms, measures, model, families }: Judged): string | null {
  const size = Math.max(1, expectedFamilies(question, model, families));
  const off = measures.flatMap((name) => {
    const width = expectedHalfWidth(name, { question, mechanisms, families: size });
    if (width === null) return [];
    const share = width / expectedValue(name, question, size);
    return share > TOO_WIDE ? [`${name} by up to ${inUnits(name, width, model)} (${percent(share)})`] : [];
  });
  if (off.length === 0) return null;
  return (
    `Too fine for its price: in 95 of 100 cells of about ${Math.round(rounded(size))} families, as a cell may have here, these may be off: ` +
    `${off.join('; ')}. Group by fewer values, keep fewer of what a family has many of, or ask for less of each cell.`
  );
}

function inUnits(name: MeasureName, width: number, { amountUnit }: StatisticModel): string {
  if (isQuantile(name)) return `${rounded(width)} families of rank`;
  return isAmount(name) ? `${rounded(width * amountUnit)} yen` : `${rounded(width)}`;
}

/** Three figures: more would promise too much. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
