import { NorenError } from '../../errors.js';
import type { Policy } from '../../policy/policy.js';
import { defaultOrganisation } from '../../policy/tools/defaultOrganisation.js';
import { explainDecision, ladderText, settledWith } from '../../policy/tools/explainDecision.js';
import { orderlyFacts } from '../../policy/tools/orderlyFacts.js';
import type { Condition } from '../../policy/vocabulary.js';
import type { PolicyExplanation, PolicyQuestion } from './PolicyExplanation.js';
import { lackNamed } from './policyToolEnums.js';

/** @throws NorenError BAD_INPUT for an organisation that the policy does not name */
export function explainFor(policy: Policy, asked: PolicyQuestion): PolicyExplanation[] {
  const { as: role, purpose, subject: kind, list } = asked;
  const organisation = asked.organisation ?? defaultOrganisation(policy, role) ?? 'PUBLIC';
  const recipientClasses = policy.organisations[organisation]?.recipientClasses;
  if (recipientClasses === undefined) {
    throw new NorenError('BAD_INPUT', 'PolicyQuestion.organisation: not an organisation of the policy.');
  }
  const without = asked.without.flatMap((name) => lackNamed(name) ?? []);
  const holding = asked.holding as Condition[];
  const facts = orderlyFacts(policy, { organisation, without, holding });
  const lifeStage = asked.lifeStage ?? (kind === 'CHILD_PARTICIPANT' ? 'UNDER_16' : 'ADULT');
  return asked.categories.map((category) => {
    const { steps, decision, ground } = explainDecision(policy, facts, {
      caller: { roles: [role], recipientClasses },
      purpose,
      subPurpose: asked.subPurpose ?? null,
      subject: { kind, lifeStage },
      category,
      shape: list ? 'LIST' : 'SINGLE',
    });
    const { form, reason, rule, ladder } = decision;
    return {
      category,
      comesOut: ladderText(ladder),
      form,
      reason,
      rule,
      ...ground,
      gates: steps,
      settled: settledWith(decision, purpose, holding),
    };
  });
}
