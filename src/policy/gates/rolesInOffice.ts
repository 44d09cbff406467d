import type { GateFacts } from '../gateFacts.js';
import type { Role } from '../vocabulary.js';

/** A token's word for an office counts while the register says so too. */
export function rolesInOffice(facts: GateFacts, roles: readonly Role[]): readonly Role[] {
  return roles.filter((role) => !facts.caller.withoutOffice.includes(role));
}
