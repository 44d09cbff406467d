import type { Rung } from '../decision.js';

/**
 * Whether a rung still serves somebody who has left the Club: closing work of the Club (C01), the person's own rights and legal
 * orders do, everything else has lost its purpose (A2-2, APPI 22).
 */
export function servesFormer({ rule, basis }: Pick<Rung, 'rule' | 'basis'>): boolean {
  return rule === 'C01' || basis === 'DATA_SUBJECT_REQUEST' || basis === 'LAW_OR_ORDINANCE';
}
