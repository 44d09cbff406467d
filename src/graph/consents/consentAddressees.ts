import type { SubjectReference } from '../../policy/consentRecord.js';
import type { Purpose } from '../../policy/vocabulary.js';
import type { RequestContext } from '../context.js';
import { childConsentFacts } from '../rows/childConsentFacts.js';

/**
 * Whose yes would count, and who may therefore be asked for it (A2(1)-4, A4-3): the person; of a child under 16, or of unknown age, the guardians
 * who speak for it; for a service at 16 or 17 both. Nobody for the dead, and for whom there is not.
 */
export async function consentAddressees(
  context: RequestContext,
  subject: SubjectReference,
  purpose: Purpose,
): Promise<readonly SubjectReference[]> {
  if (subject.kind !== 'CHILD_PARTICIPANT') return [subject];
  const facts = (await childConsentFacts(context, [subject.reference])).get(subject.reference);
  if (facts === undefined) return [];
  const { lifeStage, activeGuardians } = facts;
  const guardians = [...activeGuardians]
    .toSorted((a, b) => a - b)
    .map((reference) => ({ kind: 'GUARDIAN' as const, reference }));
  if (lifeStage === 'UNDER_16' || lifeStage === 'UNKNOWN') return guardians;
  if (lifeStage === 'AGE_16_17') return [subject, ...(purpose === 'REQUESTED_SERVICE' ? guardians : [])];
  return lifeStage === 'ADULT' ? [subject] : [];
}
