import type { CanonicalQuestion } from './question.js';

/** The question for people: "families by MUNICIPALITY and AGE_BAND, where MUNICIPALITY is 04101 or OTHER". */
export function questionInWords({ statistic, groupBy, where }: CanonicalQuestion): string {
  const grouped = groupBy.length === 0 ? '' : ` by ${groupBy.join(' and ')}`;
  const kept = Object.entries(where).map(([name, values]) => `${name} is ${values.join(' or ')}`);
  return `${statistic}${grouped}${kept.length === 0 ? '' : `, where ${kept.join(' and ')}`}`;
}
