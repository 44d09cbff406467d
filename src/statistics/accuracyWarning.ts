import type { QuestionMechanisms } from './mechanisms.js';
import { toNumber } from './rational.js';

/** Half of all draws of a normal law lie within this many standard deviations. */
const MEDIAN_ERROR = 0.6744897501960817;

/**
 * A sentence where a question is too fine for its price: its noise is so wide that cells of twice the threshold drown in it. From question and
 * policy alone. null: worth its price.
 */
export function accuracyWarning({ sums }: Pick<QuestionMechanisms, 'sums'>, threshold: number): string | null {
  const families = sums.get('FAMILIES');
  if (families === undefined || families.halfWidth95 <= 2 * threshold) return null;
  const typical = Math.round(MEDIAN_ERROR * Math.sqrt(toNumber(families.sigma2)));
  return (
    `Too fine for its price: a number of families is typically off by ${typical}, and by up to ${families.halfWidth95} ` +
    `in 95 of 100 cells. Cells below ${10 * families.halfWidth95} families are off by more than a tenth. ` +
    'Group by fewer values of what a family has many of, or keep fewer.'
  );
}
