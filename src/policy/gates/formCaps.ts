import type { ReasonCode, Rung } from '../decision.js';
import type { ContractFact, GateFacts } from '../gateFacts.js';
import type { Policy } from '../policy.js';
import { formRank, lowestForm, type DataCategory, type DisclosureForm } from '../vocabulary.js';
import { contractDemands, type ContractDemand } from './contractDemand.js';
import type { GateId, GateQuestion } from './gate.js';
import { servingChains } from './servingChains.js';
import { isJointUser } from './sides.js';
import type { Step, Stepped } from './step.js';

/**
 * The caps of the notice (joint users) and of the contracts (where contracts are asked for), as steps: of a chain every contract caps, of several
 * chains that serve each opens what it opens, and where two are needed the narrower counts.
 */
export function formCaps(facts: GateFacts, question: GateQuestion, policy: Policy): readonly Step[] {
  const { category } = question;
  const steps: Step[] = [];
  if (facts.notice !== null && isJointUser(policy, question)) {
    const cap = capOn(facts.notice.maxForm, category);
    steps.push((rung) => lowered(rung, cap, 'G5', ['CAPPED_BY_NOTICE', 'CATEGORY_NOT_IN_NOTICE']));
  }
  const demands = contractDemands(question);
  if (demands.length > 0) {
    const cap = demands.map((demand) => contractCap(facts, demand, question, policy)).reduce(lowestForm, 'RAW');
    steps.push((rung) =>
      isNotInstructed(rung, facts, category)
        ? { rung }
        : lowered(rung, cap, 'G6', ['CAPPED_BY_CONTRACT', 'CONTRACT_SCOPE']),
    );
  }
  return steps;
}

function contractCap(facts: GateFacts, demand: ContractDemand, question: GateQuestion, policy: Policy): DisclosureForm {
  return servingChains(facts.contracts, demand, question, policy)
    .map(({ chain }) => chain.map((contract) => contractedForm(contract, question.category)).reduce(lowestForm, 'RAW'))
    .reduce<DisclosureForm>((best, next) => (formRank(next) > formRank(best) ? next : best), 'DENIED');
}

/** A contract that lists categories is about no others (A3-3, A5-1). */
export function contractedForm({ caps }: Pick<ContractFact, 'caps'>, category: DataCategory): DisclosureForm {
  return Object.keys(caps).length === 0 || Object.hasOwn(caps, category) ? capOn(caps, category) : 'DENIED';
}

/** What no entrustment instructs is refused by that condition, in its own words (G9). */
function isNotInstructed({ when }: Rung, { held }: GateFacts, category: DataCategory): boolean {
  const instructed = held.INSTRUCTION;
  return when.includes('INSTRUCTION') && instructed !== 'ALL' && instructed?.includes(category) !== true;
}

function capOn(caps: Readonly<Partial<Record<DataCategory, DisclosureForm>>>, category: DataCategory): DisclosureForm {
  return Object.hasOwn(caps, category) ? (caps[category] ?? 'RAW') : 'RAW';
}

const CLAUSES: Readonly<Partial<Record<GateId, readonly string[]>>> = { G5: ['A2(2)-4'], G6: ['A3-3', 'A5-1'] };

function lowered(
  rung: Rung,
  cap: DisclosureForm,
  gate: GateId,
  [some, all]: readonly [ReasonCode, ReasonCode],
): Stepped {
  const form = lowestForm(rung.form, cap);
  if (form === rung.form) return { rung };
  const clauses = CLAUSES[gate] ?? [];
  return form === 'DENIED'
    ? { rung: null, why: { gate, reason: all, clauses } }
    : { rung: { ...rung, form }, why: { gate, reason: some, clauses } };
}
