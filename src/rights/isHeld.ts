import type { SubjectReference } from '../policy/consentRecord.js';
import { sameSubject } from '../policy/sameSubject.js';
import { legalOrderRegister } from '../registry/registers/legalOrder.js';
import { welfareCaseRegister } from '../registry/registers/welfareCase.js';
import { isRaised } from './raiseFlag.js';
import type { RightsGround } from './rightsGround.js';

/**
 * Whether what is kept of a person has to stay for now (A6-5): by a flag, or because an approved binding order or welfare case is about them. Who
 * asks for an erasure is told that it is held, never by what: the case may be about the one who asks.
 */
export async function isHeld(
  { registers }: Pick<RightsGround, 'registers'>,
  subject: SubjectReference,
): Promise<boolean> {
  if (await isRaised({ registers }, subject, 'LEGAL_HOLD')) return true;
  const isAbout = (each: SubjectReference): boolean => sameSubject(each, subject);
  const orders = await registers.current(legalOrderRegister);
  if (orders.some(({ payload }) => payload.binding && payload.approval !== null && payload.subjects.some(isAbout)))
    return true;
  const cases = await registers.current(welfareCaseRegister);
  return cases.some(({ payload }) => payload.approval !== null && [payload.subject, ...payload.others].some(isAbout));
}
