import { agreed, firstRefusal } from '../../policy/decideFully.js';
import type { DeclaredPurpose, VerifiedCaller } from '../../policy/caller.js';
import type { GateId } from '../../policy/gates/gate.js';
import { GATES } from '../../policy/gates/gates.js';
import type { Policy } from '../../policy/policy.js';
import { isBeyondOwnRate } from '../../policy/volumeLimits.js';
import type { RecipientClass, Role } from '../../policy/vocabulary.js';
import type { FactsByShape } from '../../registry/facts/gateFactsOf.js';
import { OWN_STAFF } from '../../registry/registers/staffRoles.js';
import { DATA_SUBJECTS } from '../me/ownRights.js';
import { refusedPurpose } from '../plan/refusedPurpose.js';
import { holdsOffice } from '../../registry/facts/holdsOffice.js';
import { PAST_THE_GATES, WITHOUT_OFFICE } from './pastTheGates.js';

/** Why a field with @requires stays closed to who has its role and purpose. */
export interface GovernanceRefusal {
  readonly reason: string;
  readonly gate: GateId | null;
  readonly clauses: readonly string[];
}

export interface GovernanceQuestion {
  readonly policy: Policy;
  /** null: the registers could not be read. */
  readonly facts: FactsByShape | null;
  readonly caller: VerifiedCaller;
  readonly declared: DeclaredPurpose;
  readonly recipientClasses: readonly RecipientClass[];
  readonly coordinate: string;
}

type Step = (question: GovernanceQuestion, role: Role) => GovernanceRefusal | null;

/**
 * What stands before governance as the gates stand before rows: revocation counts from the next request on there too. A purpose for
 * all of it (A1-2); of the Club's own people the accountable party (A3-1), a second factor (A7-t) and the office (A8-1); then G0 to
 * G6. Persons who see to their own data are asked for the purpose alone. Last of all, nobody asks more often than a minute allows. The
 * first failure decides, and one of the caller's roles is enough (docs/adr/0058).
 */
export function governanceRefusal(question: GovernanceQuestion, roles: readonly Role[]): GovernanceRefusal | null {
  if (question.declared.problem !== null) return refusedPurpose(question.declared.problem);
  const held = roles.filter((role) => question.caller.roles.includes(role));
  const refusals = held.map((role) => inRole(question, role));
  return refusals.includes(null) ? tooOften(question) : (refusals[0] ?? null);
}

/** G12, by the own rate alone: what colleagues ask keeps nobody from a stop or a kill switch. */
function tooOften({ policy, facts, caller, recipientClasses }: GovernanceQuestion): GovernanceRefusal | null {
  if (!isBeyondOwnRate(policy, { roles: caller.roles, recipientClasses }, facts?.SINGLE.volume.caller)) return null;
  return { reason: 'RATE_LIMIT', gate: 'G12', clauses: ['A2-2', 'A7-1e'] };
}

const inRole: Step = (question, role) => {
  if (DATA_SUBJECTS.includes(role)) return null;
  return (OWN_STAFF.includes(role) ? ownStaff(question, role) : null) ?? gates(question, role);
};

const ownStaff: Step = ({ policy, facts, caller, coordinate }, role) => {
  if (policy.organisations[caller.organisation]?.accountable !== true)
    return { reason: 'NOT_ACCOUNTABLE_PARTY', gate: null, clauses: ['A3-1'] };
  if (!caller.amr.includes('mfa')) return { reason: 'MFA_REQUIRED', gate: 'G0', clauses: ['A7-t'] };
  if (facts === null) return REGISTERS_UNAVAILABLE;
  if (holdsOffice(role, facts.offices) || WITHOUT_OFFICE.includes(`${role} ${coordinate}`)) return null;
  return role === 'DEPT_MANAGER'
    ? { reason: 'NO_DEPT_MANAGER', gate: 'G3', clauses: ['A8-3'] }
    : { reason: 'NO_PRIVACY_MANAGER', gate: 'G3', clauses: ['A8-1'] };
};

const REGISTERS_UNAVAILABLE: GovernanceRefusal = {
  reason: 'REGISTERS_UNAVAILABLE',
  gate: 'G0',
  clauses: ['A3-2', 'A4-0b'],
};

/** As if the caller asked for a guardian's name: of whom and of what makes no difference to who may govern. */
const ANY_ROW = { subject: { kind: 'GUARDIAN', lifeStage: 'ADULT' }, category: 'NAME', shape: 'SINGLE' } as const;

const gates: Step = ({ policy, facts, caller, declared, recipientClasses, coordinate }) => {
  const past = PAST_THE_GATES[coordinate] ?? [];
  const standing = GATES.filter(({ id }) => !past.includes(id));
  if (standing.length === 0) return null;
  if (facts === null) return REGISTERS_UNAVAILABLE;
  const { purpose, subPurpose } = declared;
  const asked = { ...ANY_ROW, caller: { roles: caller.roles, recipientClasses }, purpose, subPurpose };
  return firstRefusal(policy, facts.SINGLE, agreed(facts.SINGLE, asked), standing);
};
