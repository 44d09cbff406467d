import type { CanonicalQuestion } from './question.js';

/**
 * For people: "PURCHASES by MUNICIPALITY and MONTH, where MONTH is 2026-01 or 2026-02: FAMILIES, AMOUNT". No value is left out, so that two
 * questions never have the same words.
 */
export function questionInWords({ topic, groupBy, keep, sums, quantiles }: CanonicalQuestion): string {
  const grouped = groupBy.length === 0 ? '' : ` by ${groupBy.join(' and ')}`;
  const kept = Object.entries(keep).map(([name, values]) => `${name} is ${values.join(' or ')}`);
  const among = kept.length === 0 ? '' : `, where ${kept.join(' and ')}`;
  return `${topic}${grouped}${among}: ${[...sums, ...(quantiles ? ['QUANTILES'] : [])].join(', ')}`;
}
