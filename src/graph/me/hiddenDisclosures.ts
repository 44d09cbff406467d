import type { SubjectReference } from '../../policy/consentRecord.js';
import { welfareCaseRegister } from '../../registry/registers/welfareCase.js';
import type { SubjectDisclosure } from '../../audit/reads/disclosuresOf.js';
import type { RequestContext } from '../context.js';

/**
 * Whether a disclosure has to be kept from this caller: what a child-welfare body got, while a case demands that the guardian is not told
 * (A4-7b; APPI 33(2)(i)). A child below 16 is read along, so it is kept from the child's own page as well. Released with the end of the case.
 */
export async function hiddenDisclosures(
  context: RequestContext,
): Promise<(about: SubjectReference, disclosure: SubjectDisclosure) => boolean> {
  const cases = await context.environment.registers.current(welfareCaseRegister);
  const suppressed = cases
    .filter(({ payload }) => payload.suppressGuardianNotice)
    .flatMap(({ payload }) => [payload.subject, ...payload.others]);
  return (about, { entry }) => {
    if (entry.caller?.roles.includes('CHILD_WELFARE_BODY') !== true) return false;
    const flagged = context.flaggedWith('GUARDIAN_NOTICE_SUPPRESSED', about.kind).includes(about.reference);
    return flagged || suppressed.some(({ kind, reference }) => kind === about.kind && reference === about.reference);
  };
}
