import { NorenError } from '../../errors.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';
import { consentRequestRegister, isOpen, type ConsentRequestPayload } from '../../registry/registers/consentRequest.js';
import type { Recorder } from '../../registry/registers/registerDefinition.js';
import type { RequestContext } from '../context.js';
import { consentAddressees } from './consentAddressees.js';
import { hasEnded, isYes } from './consentMeaning.js';
import { sameSubject } from '../../policy/sameSubject.js';

/** Who asks where nobody of the Club did: the gateway, in the desk's stead. */
const ASKER = 'noren:consents';

/**
 * A yes that does not count alone is put to those whose yes is missing, on their page: a child of thirteen said yes, its guardians are asked
 * (A4-3, A2(1)-4). Who has answered already is not asked, nor is anybody more often than the register allows.
 */
export async function askForConsent(context: RequestContext, said: RegisteredConsent): Promise<void> {
  const { subject, purpose, recipient, categories, textVersion } = said;
  if (!sameSubject(said.giver, subject)) return;
  const others = (await consentAddressees(context, subject, purpose)).filter((each) => !sameSubject(each, subject));
  if (others.length === 0) return;
  const spoken = await context.environment.consents.recordsOf([subject]);
  const words = spoken.filter((word) => !isYes(word) || !hasEnded(word, context.today));
  for (const addressee of others) {
    if (words.some((word) => sameSubject(word.giver, addressee) && answers(word, said))) continue;
    const matter = `${purpose}.${recipient}`;
    const about = { subject, addressee, matter, purpose, recipient, categories, textVersion };
    const payload = { ...about, outcome: 'SENT', competent: 'COMPETENT' } as const;
    const recording = { payload, recorder: asker(context), reason: 'the child said yes' };
    await context.environment.registers.record(consentRequestRegister, recording).catch(passOverLimit);
  }
}

/** What the addressee says is the outcome of what they were asked. */
export async function answerConsentRequests(context: RequestContext, said: RegisteredConsent): Promise<void> {
  const { registers } = context.environment;
  const entries = await registers.latest(consentRequestRegister, { subject: said.subject });
  const answered = entries.filter(
    ({ payload }) => isOpen(payload) && sameSubject(payload.addressee, said.giver) && answers(said, payload),
  );
  const outcome = isYes(said) ? 'GIVEN' : 'REFUSED';
  for (const { key, payload } of answered) {
    const recording = { key, payload: { ...payload, outcome } as const, recorder: asker(context) };
    await registers.record(consentRequestRegister, { ...recording, reason: 'said on the page' });
  }
}

type Matter = Pick<ConsentRequestPayload, 'purpose' | 'recipient' | 'categories'>;

/** A yes answers what it names; a no to a part of it, or to all, is a no. */
function answers(word: RegisteredConsent, { purpose, recipient, categories }: Matter): boolean {
  if (word.purpose !== purpose || word.recipient !== recipient) return false;
  const isNamed = (category: Matter['categories'][number]): boolean => word.categories.includes(category);
  return isYes(word) ? categories.every(isNamed) : word.categories.length === 0 || categories.some(isNamed);
}

function asker({ policy, trail }: RequestContext): Recorder {
  const organisation = Object.values(policy.organisations).find((each) => each.accountable)?.code ?? '';
  return { subjectId: ASKER, organisation, role: 'CONSULTATION_DESK', trail };
}

function passOverLimit(error: unknown): void {
  if (!(error instanceof NorenError) || error.details['reason'] !== 'CONSENT_REQUEST_LIMIT') throw error;
}
