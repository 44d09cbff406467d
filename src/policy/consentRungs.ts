import type { Rung } from './decision.js';
import type { Policy } from './policy.js';
import type { DataCategory, Purpose } from './vocabulary.js';

/** What waits for a consent of this matter: the rungs of the policy that it could open. */
export function consentRungs(
  policy: Policy,
  { purpose, recipient }: { readonly purpose: Purpose; readonly recipient: string },
  category: DataCategory,
): readonly Rung[] {
  const classes = policy.organisations[recipient]?.recipientClasses ?? [];
  return (policy.index[purpose]?.permits ?? [])
    .filter(
      ({ recipientClasses }) => recipientClasses === 'ANY' || recipientClasses.some((name) => classes.includes(name)),
    )
    .flatMap(({ single }) => single[category].filter(({ when }) => when.includes('CONSENT')));
}
