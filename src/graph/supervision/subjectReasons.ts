import { NorenError } from '../../errors.js';
import { competentConsent } from '../../policy/competentConsent.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { settleFully, type SubjectFacts } from '../../policy/settleFully.js';
import type { Condition, DataCategory } from '../../policy/vocabulary.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';
import { nameSubjects } from '../audit/nameSubjects.js';
import type { RequestContext } from '../context.js';
import { inWords } from '../plan/explain.js';
import { knowsSinglePersons } from '../plan/knowsSinglePersons.js';
import { subjectOfId } from '../registers/subjectIds.js';
import { childConsentFacts, type ConsentFacts } from '../rows/childConsentFacts.js';
import { subjectFactsOf } from '../rows/subjectFactsOf.js';
import type { SubjectReason, SubjectReasonQuestion } from './SubjectReason.js';

/** What the sources know, and no register. */
const OF_SOURCES: readonly Condition[] = ['OPT_IN', 'OWN_CLASS'];

/**
 * What somebody in good order of a recipient may have of one person, and why no more: consent too is told in its own words.
 * @throws NorenError REFUSED; BAD_INPUT, also where it would depend on what no register knows
 */
export async function subjectReasons(
  context: RequestContext,
  question: SubjectReasonQuestion,
): Promise<readonly SubjectReason[]> {
  const { as: role, organisation, purpose, categories } = question;
  if (context.isPreview || !knowsSinglePersons(context.caller, context.recipientClasses, context.purpose)) {
    throw new NorenError('REFUSED', 'subjectReasons: is for those alone who may know single persons');
  }
  if (context.policy.organisations[organisation] === undefined) {
    throw new NorenError('BAD_INPUT', 'question.organisation: is not in the policy');
  }
  const subject = subjectOfId(context, question.subject, 'question.subject');
  const recipient = await context.playing(role, organisation, purpose);
  const standing = await standingOf(recipient, subject);
  const records = await context.environment.consents.recordsOf([subject]);
  nameSubjects(context, 'SubjectReason.reason', [subject]);
  return [...new Set(categories)].map((category) => {
    const { kind } = subject;
    const about = { kind, lifeStage: standing.lifeStage };
    const decision = recipient.ask({ category, subject: about, shape: 'SINGLE' });
    const unknown = decision.ladder.flatMap(({ when }) => when).find((each) => OF_SOURCES.includes(each));
    if (unknown !== undefined) {
      throw new NorenError(
        'BAD_INPUT',
        `question.categories: ${category} depends on ${unknown}, which no register knows`,
      );
    }
    const known = subjectFactsOf(recipient, category, { kind, key: subject.reference, shape: 'SINGLE' });
    const facts = withConsent(known, { recipient, subject, standing, records, category });
    const { missing: needs, form, gate, reason, rule, clauses } = settleFully(decision, facts);
    return inWords({ category, form, gate, reason, rule, clauses, needs }, context.language);
  });
}

async function standingOf(recipient: RequestContext, { kind, reference }: SubjectReference): Promise<ConsentFacts> {
  const children = kind === 'CHILD_PARTICIPANT' ? [reference] : [];
  const child = (await childConsentFacts(recipient, children)).get(reference);
  if (kind === 'CHILD_PARTICIPANT' && child === undefined) {
    throw new NorenError('BAD_INPUT', 'question.subject: must be the id of a data subject');
  }
  const died = recipient.flaggedWith('DECEASED', kind).includes(reference);
  const adult = child ?? { lifeStage: 'ADULT', birthDate: null, activeGuardians: new Set<number>() };
  return died ? { ...adult, lifeStage: 'DECEASED' } : adult;
}

interface Said {
  readonly recipient: RequestContext;
  readonly subject: SubjectReference;
  readonly standing: ConsentFacts;
  /** All of the subject, whatever the recipient: a yes to another is CONSENT_SCOPE. */
  readonly records: readonly RegisteredConsent[];
  readonly category: DataCategory;
}

function withConsent(facts: SubjectFacts, { recipient, subject, standing, records, category }: Said): SubjectFacts {
  const { purpose, today, caller } = recipient;
  if (purpose === null) return facts;
  const question = { subjectKind: subject.kind, ...standing, purpose, recipient: caller.organisation, category, today };
  const { valid, reason } = competentConsent(records, question);
  if (valid) return { ...facts, holds: new Set<Condition>([...facts.holds, 'CONSENT']) };
  return { ...facts, unmet: { CONSENT: reason } };
}
