import type { Organisation, Policy } from '../policy.js';
import type { Role } from '../vocabulary.js';

/** An organisation that a caller of this role may well be of: most rules give the role something there. Null: none does. */
export function defaultOrganisation(policy: Policy, role: Role): string | null {
  const giving = policy.rules.filter(
    ({ effect, roles }) => effect === 'PERMIT' && roles !== 'ANY' && roles.includes(role),
  );
  const score = ({ recipientClasses: held }: Organisation): number =>
    giving.filter(
      ({ recipientClasses }) => recipientClasses !== 'ANY' && recipientClasses.some((name) => held.includes(name)),
    ).length;
  const best = Object.values(policy.organisations).toSorted((a, b) => score(b) - score(a))[0];
  return best === undefined || score(best) === 0 ? null : best.code;
}
