import type { SubjectReference } from '../../policy/consentRecord.js';
import { sameSubject } from '../../policy/sameSubject.js';
import type { RightsEntry } from '../../registry/registers/answerRights.js';
import { rightsCaseRegister } from '../../registry/registers/rightsCase.js';
import type { RequestContext } from '../context.js';
import { publishedRequest, type RightsRequest } from './RightsRequest.js';

/** About this person, and those that the person made: as an agent, and for the children in their care. */
export async function requestsOf(
  context: RequestContext,
  subject: SubjectReference,
  inCare: readonly SubjectReference[],
): Promise<RightsRequest[]> {
  const { registers } = context.environment;
  const [about, asked] = await Promise.all([
    registers.latest(rightsCaseRegister, { subject }),
    registers.latest(rightsCaseRegister, { requestedBy: subject }),
  ]);
  // What a guardian asked for a child is told while they speak for the child, as it is done then alone.
  const isTold = ({ payload }: RightsEntry): boolean =>
    payload.actingAs !== 'GUARDIAN' || inCare.some((child) => sameSubject(child, payload.subject));
  const found = new Map([...about, ...asked.filter(isTold)].map((entry) => [entry.key, entry]));
  return [...found.values()].map((entry) => publishedRequest(context, entry));
}
