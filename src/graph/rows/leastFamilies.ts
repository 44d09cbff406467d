import { recipientValue } from '../../policy/recipientValue.js';
import type { RequestContext } from '../context.js';

/** How many families at least share what a de-identified row shows to this caller: the accountable party's own people see smaller classes. */
export function leastFamilies({
  policy,
  recipientClasses,
}: Pick<RequestContext, 'policy' | 'recipientClasses'>): number {
  return recipientValue(policy.statistics.k, recipientClasses, (one, other) => Math.max(one, other));
}
