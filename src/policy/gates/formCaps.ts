import type { ReasonCode, Rung } from '../decision.js';
import type { GateFacts } from '../gateFacts.js';
import type { Policy } from '../policy.js';
import { lowestForm, type DataCategory, type DisclosureForm } from '../vocabulary.js';
import { contractDemands } from './contractDemand.js';
import type { GateId, GateQuestion } from './gate.js';
import { isJointUser } from './sides.js';
import type { Step, Stepped } from './step.js';

/** The caps of the notice (joint users) and of every contract of the chain (where contracts are asked for), as steps. */
export function formCaps(facts: GateFacts, question: GateQuestion, policy: Policy): readonly Step[] {
  const { category } = question;
  const steps: Step[] = [];
  if (facts.notice !== null && isJointUser(policy, question)) {
    const cap = capOn(facts.notice.maxForm, category);
    steps.push((rung) => lowered(rung, cap, 'G5', ['CAPPED_BY_NOTICE', 'CATEGORY_NOT_IN_NOTICE']));
  }
  if (contractDemands(question).length > 0) {
    const cap = facts.contracts.chain.map(({ caps }) => capOn(caps, category)).reduce(lowestForm, 'RAW');
    steps.push((rung) => lowered(rung, cap, 'G6', ['CAPPED_BY_CONTRACT', 'CONTRACT_SCOPE']));
  }
  return steps;
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
