import { contractDemands, type ContractDemand } from './contractDemand.js';
import type { Gate } from './gate.js';
import { leastLack, servingChains, type ContractLack } from './servingChains.js';

/**
 * G6: the contracts that make the caller a recipient are all active, bind to confidentiality, are for this purpose, and were
 * made with care. An organisation of two classes needs a contract for each: the narrower of both is what it gets.
 */
export const g6Contract: Gate = ({ contracts }, question, policy) => {
  for (const demand of contractDemands(question)) {
    if (servingChains(contracts, demand, question, policy).length > 0) continue;
    const reason = leastLack(contracts, demand, question, policy);
    return { gate: 'G6', reason, clauses: clausesOf(reason, demand) };
  }
  return null;
};

function clausesOf(lack: ContractLack, { source }: ContractDemand): readonly string[] {
  switch (lack) {
    case 'CONTRACT_INACTIVE':
    case 'CONTRACT_SCOPE':
      return [source];
    case 'UPSTREAM_CONTRACT_INACTIVE':
      return ['A2(2)-r3a'];
    case 'NO_CONFIDENTIALITY_CLAUSE':
      return ['A3-3', 'A5-3'];
    case 'VENDOR_NOT_ASSESSED':
      return ['A5-2'];
  }
}
