import { NorenError } from '../errors.js';
import { ATTRIBUTES, type Dimension, type DimensionName } from './model/statisticModel.js';

/** Values to keep, in any order; or the first and last value of a span, e.g. months. */
export type AskedFilter = readonly string[] | { readonly from?: string | null; readonly to?: string | null };

/** The kept values in the order of the domain. Throws BAD_INPUT with what to change. */
export function canonicalFilter(dimension: Dimension, asked: AskedFilter, coordinate: string): readonly string[] {
  const domain = dimension.values.map(({ code }) => code);
  const place = `${coordinate}(where: ${dimension.name})`;
  if (!isList(asked)) return span(domain, asked, place);
  if (asked.length === 0) {
    throw new NorenError('BAD_INPUT', `${place} keeps no value. Leave the filter out to ask for all, or name a value.`);
  }
  refuseOthers(asked, domain, place);
  return domain.filter((code) => asked.includes(code));
}

/** Dimensions in whose domain every fact has a value; another has all of them where its domain has OTHER. */
const COMPLETE: readonly DimensionName[] = [...ATTRIBUTES, 'CHILD_AGE_BAND', 'MONTH'];

/**
 * Whether to keep these values leaves anything out. All values of a domain may: a purchase before the first quarter, an enrolment of an old term and a
 * family without a course have none of them. Grouped by, they are in no cell in any case.
 */
export function restricts(kept: readonly string[], { name, values }: Dimension, groupBy: readonly string[]): boolean {
  const isComplete = COMPLETE.includes(name) || values.some(({ code }) => code === 'OTHER');
  return kept.length < values.length || !(isComplete || groupBy.includes(name));
}

export function isList(asked: AskedFilter): asked is readonly string[] {
  return Array.isArray(asked);
}

function span(
  domain: readonly string[],
  { from, to }: { readonly from?: string | null; readonly to?: string | null },
  place: string,
): readonly string[] {
  const [first = '', last = ''] = [domain[0], domain.at(-1)];
  const [start, end] = [domain.indexOf(from ?? first), domain.indexOf(to ?? last)];
  if (start === -1 || end === -1) {
    throw new NorenError(
      'BAD_INPUT',
      `${place}: "${from ?? first}" to "${to ?? last}" is not within the calendar. Choose from ${first} to ${last}.`,
    );
  }
  if (end < start) {
    throw new NorenError(
      'BAD_INPUT',
      `${place}: "${from ?? first}" comes after "${to ?? last}". Put the earlier one first.`,
    );
  }
  return domain.slice(start, end + 1);
}

/** @throws NorenError BAD_INPUT: a value outside the domain, or named twice */
export function refuseOthers(asked: readonly string[], domain: readonly string[], coordinate: string): void {
  for (const [position, value] of asked.entries()) {
    if (!domain.includes(value)) {
      throw new NorenError(
        'BAD_INPUT',
        `${coordinate}: "${value}" is not in the public domain. Choose among: ${domain.join(', ')}.`,
      );
    }
    if (asked.indexOf(value) !== position) {
      throw new NorenError('BAD_INPUT', `${coordinate}: "${value}" is named twice. Name each value once.`);
    }
  }
}
