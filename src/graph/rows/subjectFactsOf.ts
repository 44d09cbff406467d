import type { Question } from '../../policy/decision.js';
import type { SubjectFlag } from '../../policy/gateFacts.js';
import type { SubjectFacts } from '../../policy/settleFully.js';
import { CASE_CONDITIONS, type Condition, type DataCategory, type SubjectKind } from '../../policy/vocabulary.js';
import type { RequestContext } from '../context.js';

const FLAGS: readonly SubjectFlag[] = ['ERASED', 'STOP_USE', 'STOP_PROVISION'];

/** Of a row that came out, at a place of one or of many. */
export interface RowSubject {
  readonly kind: SubjectKind;
  readonly key: number;
  readonly shape: Question['shape'];
}

/**
 * What holds of a subject whose row came out, by the registers and by the row having come out: the row of another is either
 * one's own child's by an active link, or no relation is asked.
 */
export function subjectFactsOf(
  context: RequestContext,
  category: DataCategory,
  { kind, key, shape }: RowSubject,
): SubjectFacts {
  const { subject } = context.caller;
  const cases = CASE_CONDITIONS.filter((each) => context.holdersOf(`${each}:${category}`, kind, shape).includes(key));
  const own = subject?.kind === kind && subject.reference === key;
  const child = !own && subject?.kind === 'GUARDIAN' && kind === 'CHILD_PARTICIPANT';
  const relation: readonly Condition[] = own ? ['OWN_RECORD'] : child ? ['LINKED_CHILD', 'GUARDIAN_LINK'] : [];
  return {
    purpose: context.purpose,
    holds: new Set<Condition>([...cases, ...relation]),
    flags: new Set(FLAGS.filter((flag) => context.flaggedWith(flag, kind).includes(key))),
  };
}
