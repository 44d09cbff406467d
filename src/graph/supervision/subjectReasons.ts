import { NorenError } from '../../errors.js';
import { competentConsent } from '../../policy/competentConsent.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { LegalGround } from '../../policy/legalGround.js';
import { settleFully, type SubjectFacts } from '../../policy/settleFully.js';
import type { Condition, DataCategory } from '../../policy/vocabulary.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';
import { linkStanding, type LinkStanding } from '../../sources/club/linkStanding.js';
import { readOptIn } from '../../sources/club/readOptIn.js';
import { nameSubjects } from '../audit/nameSubjects.js';
import type { RequestContext } from '../context.js';
import { inWords } from '../plan/explain.js';
import { knowsSinglePersons } from '../plan/knowsSinglePersons.js';
import { playedCaller } from '../preview/playedCaller.js';
import { subjectOfId } from '../registers/subjectIds.js';
import { childConsentFacts, type ConsentFacts } from '../rows/childConsentFacts.js';
import { subjectFactsOf } from '../rows/subjectFactsOf.js';
import type { SubjectReason, SubjectReasonQuestion } from './SubjectReason.js';

/** Of the reader's own classes at the broadcaster, which a reader who is played has none of. */
const OF_READERS: readonly Condition[] = ['OWN_CLASS'];

/**
 * What somebody in good order of a recipient may have of one person, and why no more: consent too is told in its own words, and of
 * advertising what the words at the Club come to, by the condition that rows are decided by (ADR 0052).
 * @throws NorenError REFUSED; BAD_INPUT, also where it would depend on the classes of the reader
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
  const reader = typeof question.reader === 'string' ? subjectOfId(context, question.reader, 'question.reader') : null;
  const played = playedCaller(role, organisation, purpose);
  const recipient = await context.playing(reader === null ? played : { ...played, subject: reader }, purpose);
  const standing = await standingOf(recipient, subject);
  const records = await context.environment.consents.recordsOf([subject]);
  const { pool } = context.environment.sources.club;
  const optingIn = readOptIn(pool, subject, recipient.today);
  const [link, optedIn] = await Promise.all([linkOf(recipient, subject), optingIn]);
  const known: Known = { recipient, subject, standing, records, link, optedIn };
  nameSubjects(context, 'SubjectReason.reason', reader === null ? [subject] : [subject, reader]);
  return [...new Set(categories)].map((category) => inWords(reasonOf(known, category), context));
}

interface Known {
  readonly recipient: RequestContext;
  readonly subject: SubjectReference;
  readonly standing: ConsentFacts;
  /** All of the subject, whatever the recipient: a yes to another is CONSENT_SCOPE. */
  readonly records: readonly RegisteredConsent[];
  /** Null where no guardian would read of a child. */
  readonly link: LinkStanding | null;
  readonly optedIn: boolean;
}

function reasonOf(known: Known, category: DataCategory): Omit<SubjectReason, 'message' | keyof LegalGround> {
  const { kind, reference } = known.subject;
  const subject = { kind, lifeStage: known.standing.lifeStage };
  const decision = known.recipient.ask({ category, subject, shape: 'SINGLE' });
  const unknown = decision.ladder.flatMap(({ when }) => when).find((each) => OF_READERS.includes(each));
  if (unknown !== undefined) {
    throw new NorenError(
      'BAD_INPUT',
      `question.categories: ${category} depends on ${unknown}, which is of one reader alone`,
    );
  }
  const asked = subjectFactsOf(known.recipient, category, { kind, key: reference, shape: 'SINGLE' });
  const holds = new Set<Condition>([...asked.holds, ...(known.optedIn ? (['OPT_IN'] as const) : [])]);
  const facts = { ...asked, holds, flagsFirst: true };
  const settled = settleFully(decision, withConsent(withLink(facts, known), known, category));
  const { missing: needs, form, gate, reason, rule, clauses } = settled;
  return { category, form, gate, reason, rule, clauses, needs };
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

function withConsent(facts: SubjectFacts, known: Known, category: DataCategory): SubjectFacts {
  const { recipient, subject, standing, records } = known;
  const { purpose, today, caller } = recipient;
  if (purpose === null) return facts;
  const question = { subjectKind: subject.kind, ...standing, purpose, recipient: caller.organisation, category, today };
  const { valid, reason } = competentConsent(records, question);
  if (valid) return { ...facts, holds: new Set<Condition>([...facts.holds, 'CONSENT']) };
  return { ...facts, unmet: { ...facts.unmet, CONSENT: reason } };
}

async function linkOf(recipient: RequestContext, subject: SubjectReference): Promise<LinkStanding | null> {
  const { caller, environment, today } = recipient;
  if (caller.subject?.kind !== 'GUARDIAN' || subject.kind !== 'CHILD_PARTICIPANT') return null;
  const pair = { guardian: caller.subject.reference, child: subject.reference };
  return linkStanding(environment.sources.club.pool, pair, today);
}

/** No row came out here, so that its having come out tells nothing of the link. */
function withLink(facts: SubjectFacts, { link }: Known): SubjectFacts {
  if (link === null) return facts;
  const holds = new Set(facts.holds);
  if (!link.linked) holds.delete('LINKED_CHILD');
  if (link.counts) return { ...facts, holds };
  holds.delete('GUARDIAN_LINK');
  return { ...facts, holds, unmet: { GUARDIAN_LINK: link.harm ? 'HARM_TO_CHILD' : 'GUARDIAN_LINK_INACTIVE' } };
}
