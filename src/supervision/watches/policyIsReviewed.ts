import { daysAfter } from '../../policy/lifeStage.js';
import { manualControlRegister } from '../../registry/registers/manualControl.js';
import type { Watch } from './watch.js';

/** The clause by which the policy itself is looked at again and again. Its control is watched here, not with the others. */
export const REVIEW_CLAUSE = 'B-5';

/** Somebody looks at the policy again in time. One that nobody looks at goes on deciding, and nobody answers for it. */
export const policyIsReviewed: Watch = ({ inForce, today }) => {
  const reviews = inForce(manualControlRegister).filter(({ payload }) => payload.clauses.includes(REVIEW_CLAUSE));
  const alert = { code: 'POLICY_REVIEW_OVERDUE', clauses: [REVIEW_CLAUSE], degrades: true } as const;
  if (reviews.length === 0)
    return [{ ...alert, key: null, what: 'No review of the policy is on record.', since: null }];
  return reviews.flatMap(({ key, payload }) => {
    const due = daysAfter(payload.lastDoneOn, payload.everyDays);
    if (due >= today) return [];
    const what = `The policy was to be reviewed by ${payload.owner} until ${due}.`;
    return [{ ...alert, key, what, since: due }];
  });
};
