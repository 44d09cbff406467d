import { subPurposesOf, type Role } from '../../src/policy/vocabulary.js';

/** A purpose with the sub-purpose that a test means when it says none: what the marketing tool is for, else improvement. */
export function declaredAs(purpose: string, roles: readonly Role[]): string {
  return subPurposesOf(purpose).length === 0 ? purpose : `${purpose}/${usualSubPurpose(roles)}`;
}

export function usualSubPurpose(roles: readonly Role[]): 'IMPROVE' | 'PARTNER_MARKETING' {
  return roles.includes('MARKETING_TOOL') ? 'PARTNER_MARKETING' : 'IMPROVE';
}
