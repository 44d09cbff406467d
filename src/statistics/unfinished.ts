import { NorenError } from '../errors.js';

/** After a charge every failure is this one: it says nothing about the data, and nothing is paid back. */
export function unfinished(cause: unknown): NorenError {
  return new NorenError(
    'STATISTIC_UNAVAILABLE',
    'statistics: the answer could not be finished. Its price stays charged. Ask again in a minute.',
    {},
    { cause },
  );
}
