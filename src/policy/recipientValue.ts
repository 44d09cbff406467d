import type { ByRecipient } from './statisticsPolicy.js';
import type { RecipientClass } from './vocabulary.js';

/** What a table says for a recipient of these classes: of several the strictest counts, and a class that is not named has the default. */
export function recipientValue<T>(
  table: ByRecipient<T>,
  classes: readonly RecipientClass[],
  strictest: (one: T, other: T) => T,
): T {
  const [first, ...rest] = classes.map((name) => table[name] ?? table.default);
  return first === undefined ? table.default : rest.reduce<T>(strictest, first);
}
