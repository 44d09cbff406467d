import type { ConsentGiver } from '../../registry/consentInput.js';
import type { RightsCasePayload } from '../../registry/registers/rightsCase.js';
import { ageOfChild } from '../consents/consentParties.js';
import type { RequestContext } from '../context.js';

/** In whose name the word of a case is. An agent speaks for the person. */
export async function caseGiver(context: RequestContext, payload: RightsCasePayload): Promise<ConsentGiver> {
  const { subject, requestedBy, actingAs } = payload;
  if (actingAs === 'GUARDIAN' && requestedBy !== null)
    return { ...requestedBy, relation: 'GUARDIAN', ageAtEvent: null };
  const ageAtEvent = subject.kind === 'CHILD_PARTICIPANT' ? await ageOfChild(context, subject.reference) : null;
  return { ...subject, relation: 'SELF', ageAtEvent };
}
