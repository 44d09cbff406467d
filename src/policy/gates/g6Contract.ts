import type { ContractFact } from '../gateFacts.js';
import type { ReasonCode } from '../decision.js';
import { contractDemands, isInScope, type ContractDemand } from './contractDemand.js';
import type { Gate, GateRefusal } from './gate.js';

/**
 * G6: the contracts that make the caller a recipient are all active, bind to confidentiality, are for this purpose, and were
 * made with care. The whole chain counts: when the broadcaster's contract ends, its contractors' end with it (A2(2)-r3a).
 */
export const g6Contract: Gate = (facts, question, policy) => {
  const demands = contractDemands(question);
  if (demands.length === 0) return null;
  const { chain, complete } = facts.contracts;
  const [own, ...upstream] = chain;
  const sources = demands.map(({ source }) => source);
  if (own?.status !== 'ACTIVE' || !demands.some(({ type }) => type === own.type)) {
    return refused('CONTRACT_INACTIVE', sources);
  }
  if (!complete || upstream.some(({ status }) => status !== 'ACTIVE') || lacksUpstream(upstream, demands)) {
    return refused('UPSTREAM_CONTRACT_INACTIVE', ['A2(2)-r3a']);
  }
  const clauses = demands.flatMap((demand) => demand.clauses);
  const missing = clauses.find((clause) => chain.some((contract) => !contract.clauses.includes(clause)));
  if (missing === 'CONFIDENTIALITY') return refused('NO_CONFIDENTIALITY_CLAUSE', ['A3-3', 'A5-3']);
  if (missing !== undefined || chain.some((contract) => !isInScope(contract, question, policy))) {
    return refused('CONTRACT_SCOPE', sources);
  }
  const assessed = demands.some((demand) => demand.assessed);
  return assessed && chain.some((contract) => !contract.assessed) ? refused('VENDOR_NOT_ASSESSED', ['A5-2']) : null;
};

function lacksUpstream(upstream: readonly ContractFact[], demands: readonly ContractDemand[]): boolean {
  return demands.some((demand) => demand.upstream !== null && !upstream.some(({ type }) => type === demand.upstream));
}

function refused(reason: ReasonCode, clauses: readonly string[]): GateRefusal {
  return { gate: 'G6', reason, clauses: [...new Set(clauses)] };
}
