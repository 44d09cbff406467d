import type { CanonicalQuestion } from './question.js';

const SHOWN_VALUES = 4;

/** For people: "PURCHASES by MUNICIPALITY and MONTH, where MONTH is 2026-01 or 2026-02: FAMILIES, AMOUNT". */
export function questionInWords({ topic, groupBy, keep, sums, quantiles }: CanonicalQuestion): string {
  const grouped = groupBy.length === 0 ? '' : ` by ${groupBy.join(' and ')}`;
  const kept = Object.entries(keep).map(([name, values]) => `${name} is ${valuesInWords(values)}`);
  const among = kept.length === 0 ? '' : `, where ${kept.join(' and ')}`;
  return `${topic}${grouped}${among}: ${[...sums, ...(quantiles ? ['QUANTILES'] : [])].join(', ')}`;
}

function valuesInWords(values: readonly string[]): string {
  return values.length <= SHOWN_VALUES
    ? values.join(' or ')
    : `one of ${values.length}, ${values[0] ?? ''} to ${values.at(-1) ?? ''}`;
}
