import type { ContractFact } from '../gateFacts.js';
import type { Policy } from '../policy.js';
import type { RecipientClass } from '../vocabulary.js';
import type { GateQuestion } from './gate.js';
import { givesNoRows } from './spokenFor.js';

/** What the clauses ask of the contracts that make somebody a recipient. */
export interface ContractDemand {
  /** Of the recipient's own contract, which heads the chain. */
  readonly type: ContractFact['type'];
  /** A contract further up that it depends on. */
  readonly upstream: ContractFact['type'] | null;
  /** Needed in every contract of the chain. */
  readonly clauses: readonly string[];
  /** Each party was selected with care (A5-2). */
  readonly assessed: boolean;
  readonly source: string;
}

const CONFIDENTIAL = ['CONFIDENTIALITY'];

const DEMANDS: Readonly<Partial<Record<RecipientClass, ContractDemand>>> = {
  JOINT_USER_COOP_GROUP: {
    type: 'JOINT_USE',
    upstream: null,
    clauses: CONFIDENTIAL,
    assessed: false,
    source: 'A3-3',
  },
  JOINT_USER_OPERATOR: {
    type: 'OPERATIONS',
    upstream: null,
    clauses: CONFIDENTIAL,
    assessed: true,
    source: 'A2(2)-r2a',
  },
  JOINT_USER_SUBCONTRACTOR: {
    type: 'SUBCONTRACT',
    upstream: 'OPERATIONS',
    clauses: CONFIDENTIAL,
    assessed: true,
    source: 'A2(2)-r3b',
  },
  PROCESSOR: { type: 'ENTRUSTMENT', upstream: null, clauses: CONFIDENTIAL, assessed: true, source: 'A5-3' },
};

/** A4-4c: a partner that provides a service may use the data for nothing else, and its contract says so. */
const SERVICE_PARTNER: ContractDemand = {
  type: 'PARTNER',
  upstream: null,
  clauses: ['USE_LIMIT'],
  assessed: false,
  source: 'A4-4c',
};

/** The demands on this caller. Consent (A4-3), law and emergency ask no contract of a third party. */
export function contractDemands({ caller, purpose }: GateQuestion): readonly ContractDemand[] {
  return caller.recipientClasses.flatMap((name) => {
    const demand = Object.hasOwn(DEMANDS, name) ? DEMANDS[name] : undefined;
    if (demand !== undefined) return [demand];
    return name === 'PARTNER_THIRD_PARTY' && purpose === 'REQUESTED_SERVICE' ? [SERVICE_PARTNER] : [];
  });
}

/** Statistics stay outside the purposes of a contract as they stay outside those of the notice. */
export function isInScope(contract: ContractFact, question: GateQuestion, policy: Policy): boolean {
  return contract.scope.some((purpose) => purpose === question.purpose) || givesNoRows(policy, question);
}
