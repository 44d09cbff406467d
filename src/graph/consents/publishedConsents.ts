import type { RegisteredConsent } from '../../registry/consentRegister.js';
import type { RequestContext } from '../context.js';
import { subjectId } from '../registers/subjectIds.js';
import type { Consent } from './Consent.js';
import { consentMeaning, isYes } from './consentMeaning.js';

/** All that is recorded about the caller and the children in their care, oldest first. */
export async function consentsOf(context: RequestContext): Promise<Consent[]> {
  const { subject } = context.caller;
  if (subject === undefined || context.flaggedWith('ERASED', subject.kind).includes(subject.reference)) return [];
  const isGuardian = subject.kind === 'GUARDIAN' && context.caller.roles.includes('SELF_GUARDIAN');
  const children = isGuardian ? await childrenInCare(context, subject.reference) : [];
  const found = await context.environment.consents.recordsOf([subject, ...children]);
  return found.map((consent) => published(context, consent));
}

async function childrenInCare(context: RequestContext, guardian: number) {
  const { rows } = await context.environment.sources.club.pool.query<{ child_id: number }>(
    "SELECT child_id FROM guardian_links WHERE guardian_id = $1 AND state = 'ACTIVE' AND NOT harm_flag ORDER BY child_id",
    [guardian],
  );
  return rows.map((row) => ({ kind: 'CHILD_PARTICIPANT' as const, reference: row.child_id }));
}

export function published(context: RequestContext, consent: RegisteredConsent): Consent {
  const { subject, giver } = consent;
  return {
    id: consent.id,
    subjectKind: subject.kind,
    subjectId: subjectId(context, subject),
    givenAs: giver.relation,
    purpose: consent.purpose,
    recipient: consent.recipient,
    categories: consent.categories,
    state: consent.state,
    decidedAt: consent.decidedAt.toISOString(),
    validUntil: consent.validUntil,
    textVersion: consent.textVersion,
    language: consent.language,
    on: isYes(consent),
    meaning: consentMeaning(consent, context.policy, context.language),
  };
}
