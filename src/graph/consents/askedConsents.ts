import { competentConsent, lastDayOfGrace } from '../../policy/competentConsent.js';
import { birthday } from '../../policy/lifeStage.js';
import { sameSubject } from '../../policy/sameSubject.js';
import { consentRequestRegister, isOpen } from '../../registry/registers/consentRequest.js';
import type { RequestContext } from '../context.js';
import { subjectId } from '../registers/subjectIds.js';
import { childConsentFacts } from '../rows/childConsentFacts.js';
import type { AskedConsent } from './AskedConsent.js';
import { subjectsInCare } from './publishedConsents.js';

/** What waits for a word of the caller: requests that were sent to them, and yeses of their guardians that run out. */
export async function askedConsents(context: RequestContext): Promise<AskedConsent[]> {
  return [...(await sentTo(context)), ...(await outgrown(context))];
}

async function sentTo(context: RequestContext): Promise<readonly AskedConsent[]> {
  const own = context.caller.subject;
  if (own === undefined) return [];
  const about = await subjectsInCare(context);
  const found = await Promise.all(
    about.map((subject) => context.environment.registers.latest(consentRequestRegister, { subject })),
  );
  return found
    .flat()
    .filter(({ payload }) => isOpen(payload) && sameSubject(payload.addressee, own))
    .map(({ payload: { subject, purpose, recipient, categories, textVersion, sentOn: askedOn } }) => {
      const childId = sameSubject(subject, own) ? null : subjectId(context, subject);
      return { childId, purpose, recipient, categories, textVersion, askedOn, standsUntil: null };
    });
}

/** A child of 16 or 17 speaks for itself: what a guardian said before stands some days longer, while the child is asked (A4-3). */
async function outgrown(context: RequestContext): Promise<readonly AskedConsent[]> {
  const own = context.caller.subject;
  if (own?.kind !== 'CHILD_PARTICIPANT') return [];
  const facts = (await childConsentFacts(context, [own.reference])).get(own.reference);
  if (facts?.lifeStage !== 'AGE_16_17' || facts.birthDate === null) return [];
  const [askedOn, standsUntil] = [birthday(facts.birthDate, 16), lastDayOfGrace(facts.birthDate)];
  if (askedOn === null) return [];
  const words = await context.environment.consents.recordsOf([own]);
  const ownWords = words.filter(({ giver }) => giver.relation === 'SELF');
  return words
    .filter(({ giver }) => giver.relation === 'GUARDIAN')
    .flatMap(({ id, purpose, recipient, categories: said, textVersion }) => {
      const categories = said.filter((category) => {
        const question = { ...facts, subjectKind: own.kind, purpose, recipient, category, today: context.today };
        const answer = competentConsent(words, question);
        return answer.valid && answer.consentId === id && !competentConsent(ownWords, question).valid;
      });
      if (categories.length === 0) return [];
      return [{ childId: null, purpose, recipient, categories, textVersion, askedOn, standsUntil }];
    });
}
