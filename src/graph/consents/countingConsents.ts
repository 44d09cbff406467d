import { competentConsent } from '../../policy/competentConsent.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';
import type { RequestContext } from '../context.js';
import { childConsentFacts, type ConsentFacts } from '../rows/childConsentFacts.js';
import { hasEnded, isYes } from './consentMeaning.js';

const ADULT: ConsentFacts = { lifeStage: 'ADULT', birthDate: null, activeGuardians: new Set() };

/**
 * Which of these consents something may be given on today: by the rule that requests are decided by, of all records of the same subject.
 * `records`: all of each subject.
 */
export async function countingConsents(
  context: RequestContext,
  records: readonly RegisteredConsent[],
): Promise<ReadonlySet<string>> {
  const children = records.map(({ subject }) => subject).filter(({ kind }) => kind === 'CHILD_PARTICIPANT');
  const facts = await childConsentFacts(
    context,
    children.map(({ reference }) => reference),
  );
  const factsOf = ({ kind, reference }: RegisteredConsent['subject']) =>
    kind === 'CHILD_PARTICIPANT' ? facts.get(reference) : ADULT;
  const counting = records.filter((consent) => {
    const { subject, purpose, recipient, categories } = consent;
    const own = factsOf(subject);
    if (own === undefined || !isYes(consent) || hasEnded(consent, context.today)) return false;
    const beside = records.filter(
      (each) => each.subject.kind === subject.kind && each.subject.reference === subject.reference,
    );
    const question = { subjectKind: subject.kind, ...own, purpose, recipient, today: context.today };
    return categories.some((category) => competentConsent(beside, { ...question, category }).valid);
  });
  return new Set(counting.map(({ id }) => id));
}
