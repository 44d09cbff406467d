import { isList } from './canonicalFilter.js';
import { DIMENSION_NAMES, SUMS } from './model/statisticModel.js';
import type { AskedQuestion } from './question.js';

/**
 * What a caller asked, as one text: what an Idempotency-Key is bound to. Domains, bounds and prices are not in it: they change with the calendar and
 * the policy, and the question that is sent again does not.
 */
export function askedText({ topic, groupBy, where, sums = [], quantiles = false }: AskedQuestion): string {
  const keep = DIMENSION_NAMES.flatMap((name) => {
    const filter = where?.[name] ?? null;
    if (filter === null) return [];
    return [[name, isList(filter) ? filter.toSorted() : [filter.from ?? null, filter.to ?? null]]] as const;
  });
  return JSON.stringify([topic, groupBy.toSorted(), keep, SUMS.filter((sum) => sums.includes(sum)), quantiles]);
}
