import type { RequestContext } from '../context.js';

/** How many families at least share what a de-identified row shows to this caller: the accountable party's own people see smaller classes. */
export function leastFamilies({
  policy,
  recipientClasses,
}: Pick<RequestContext, 'policy' | 'recipientClasses'>): number {
  const { k } = policy.statistics;
  const own = recipientClasses.flatMap((name) => k[name] ?? []);
  return own.length === recipientClasses.length && own.length > 0 ? Math.max(...own) : k.default;
}
