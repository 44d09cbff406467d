import type { VerifiedCaller } from '../../policy/caller.js';
import type { Purpose, RecipientClass, Role } from '../../policy/vocabulary.js';

/** Who answers for protection, and for which purpose: they know of single persons what the registers say. */
const INSIDE: Readonly<Partial<Record<Role, Purpose>>> = {
  INTERNAL_AUDITOR: 'INTERNAL_AUDIT',
  PRIVACY_MANAGER: 'GOVERNANCE',
  DEPT_MANAGER: 'GOVERNANCE',
  CONSULTATION_DESK: 'DATA_SUBJECT_RIGHTS',
};

/**
 * Whether a reader may be told why of single rows. The person, of their own and their children's rows, which are all that they get; and inside
 * the accountable party those who answer for protection. All others learn of paths only, which depend on no one person.
 */
export function knowsSinglePersons(
  { roles }: Pick<VerifiedCaller, 'roles'>,
  classes: readonly RecipientClass[],
  purpose: Purpose | null,
): boolean {
  if (classes.length === 0 || roles.length === 0 || purpose === null) return false;
  const person = classes.every((name) => name === 'DATA_SUBJECT' || name === 'LEGAL_REPRESENTATIVE');
  if (person) return purpose === 'DATA_SUBJECT_RIGHTS';
  return classes.every((name) => name === 'OWN_ORGANISATION') && roles.every((role) => INSIDE[role] === purpose);
}
