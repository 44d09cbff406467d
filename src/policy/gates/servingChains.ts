import type { ContractChain } from '../gateFacts.js';
import type { Policy } from '../policy.js';
import type { ReasonCode } from '../decision.js';
import { isInScope, type ContractDemand } from './contractDemand.js';
import type { GateQuestion } from './gate.js';

/** What a chain lacks, worst first: the one that gets farthest says what is missing. */
const LACKS = [
  'CONTRACT_INACTIVE',
  'UPSTREAM_CONTRACT_INACTIVE',
  'NO_CONFIDENTIALITY_CLAUSE',
  'CONTRACT_SCOPE',
  'VENDOR_NOT_ASSESSED',
] as const satisfies readonly ReasonCode[];
export type ContractLack = (typeof LACKS)[number];

/** Of several contracts each that meets the demand serves: one more opens no less, and one less opens no more. */
export function servingChains(
  chains: readonly ContractChain[],
  demand: ContractDemand,
  question: GateQuestion,
  policy: Policy,
): readonly ContractChain[] {
  return chains.filter((each) => lackOf(each, demand, question, policy) === null);
}

/** What the best of chains, none of which serves, lacks. */
export function leastLack(
  chains: readonly ContractChain[],
  demand: ContractDemand,
  question: GateQuestion,
  policy: Policy,
): ContractLack {
  const lacks = chains.map((each) => lackOf(each, demand, question, policy));
  return LACKS.findLast((lack) => lacks.includes(lack)) ?? 'CONTRACT_INACTIVE';
}

/** The whole chain counts: when the broadcaster's contract ends, its contractors' end with it (A2(2)-r3a). */
function lackOf(
  { chain, complete }: ContractChain,
  demand: ContractDemand,
  question: GateQuestion,
  policy: Policy,
): ContractLack | null {
  const [own, ...upstream] = chain;
  if (own?.status !== 'ACTIVE' || own.type !== demand.type || isSubTier({ chain })) return 'CONTRACT_INACTIVE';
  const hangsOn = demand.upstream === null || upstream.some(({ type }) => type === demand.upstream);
  if (!complete || !hangsOn || upstream.some(({ status }) => status !== 'ACTIVE')) return 'UPSTREAM_CONTRACT_INACTIVE';
  const missing = demand.clauses.find((clause) => chain.some(({ clauses }) => !clauses.includes(clause)));
  if (missing === 'CONFIDENTIALITY') return 'NO_CONFIDENTIALITY_CLAUSE';
  if (missing !== undefined || chain.some((each) => !isInScope(each, question, policy))) return 'CONTRACT_SCOPE';
  return demand.assessed && chain.some(({ assessed }) => !assessed) ? 'VENDOR_NOT_ASSESSED' : null;
}

/** A contractor's own contractor is no recipient, whatever contract it holds (A2(2)-r3b). */
export function isSubTier({ chain }: Pick<ContractChain, 'chain'>): boolean {
  return chain.filter(({ type }) => type === 'SUBCONTRACT').length > 1;
}
