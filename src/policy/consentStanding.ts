import { competentConsent, type ConsentQuestion, type ConsentReason } from './competentConsent.js';
import type { ConsentRecord } from './consentRecord.js';

/**
 * What one record comes to among all records of its subject, by the rule that requests are decided by: CONSENT_GIVEN where something may be given
 * on it, alone or together with another's word; else why not. A yes of a giver who may not speak does not stand beside one that counts.
 */
export function consentStanding(
  record: ConsentRecord,
  records: readonly ConsentRecord[],
  question: ConsentQuestion,
): ConsentReason {
  const alone = competentConsent([record], question);
  const together = competentConsent(records, question);
  if (!together.valid) return alone.valid ? together.reason : alone.reason;
  if (alone.valid) return 'CONSENT_GIVEN';
  const others = records.filter(({ id }) => id !== record.id);
  return competentConsent(others, question).valid ? alone.reason : 'CONSENT_GIVEN';
}
