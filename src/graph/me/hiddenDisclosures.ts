import type { SubjectReference } from '../../policy/consentRecord.js';
import type { Role } from '../../policy/vocabulary.js';
import { sameSubject } from '../../policy/sameSubject.js';
import { legalOrderRegister } from '../../registry/registers/legalOrder.js';
import { welfareCaseRegister } from '../../registry/registers/welfareCase.js';
import type { SubjectDisclosure } from '../../audit/reads/disclosuresOf.js';
import type { RequestContext } from '../context.js';

type Hides = (about: SubjectReference, disclosure: SubjectDisclosure) => boolean;

/** Who may act in the matter of a case: to be told of any of them would tell of the case. */
const IN_THE_MATTER: readonly Role[] = ['CHILD_WELFARE_BODY', 'AUTHORITY_LIAISON', 'EMERGENCY_RESPONDER'];

/**
 * Whether a disclosure has to be kept from this caller: what bodies got of a child while a case demands that the guardian is not told (A4-7b;
 * APPI 33(2)(i)), and what an authority got on an order of which the subject may not be told (A4-5). A child below 16 is read along, so it
 * is kept from the child's own page as well. Released when somebody ends the case or the order, never by the running out of its period.
 */
export async function hiddenDisclosures(context: RequestContext): Promise<Hides> {
  const [byCase, byOrder] = await Promise.all([hiddenByCase(context), hiddenByOrder(context)]);
  return (about, disclosure) => readsRegisters(disclosure) || byCase(about, disclosure) || byOrder(about, disclosure);
}

/** That somebody read a register, or asked why a recipient gets nothing, would tell of a case, an order or a flag, unless it is of the person's own making. */
function readsRegisters({ left }: SubjectDisclosure): boolean {
  return left.some(({ coordinates }) => coordinates.some((coordinate) => KEPT_FROM_SUBJECTS.test(coordinate)));
}

const KEPT_FROM_SUBJECTS = /^(SubjectReason\.|Registers\.(?!rightsCase|serviceRequest|consentRequest|deceased))/;

async function hiddenByCase(context: RequestContext): Promise<Hides> {
  const cases = await context.environment.registers.latest(welfareCaseRegister);
  const suppressed = cases
    .filter(({ ended, payload }) => !ended && payload.suppressGuardianNotice)
    .flatMap(({ payload }) => [payload.subject, ...payload.others]);
  return (about, { entry }) => {
    if (!IN_THE_MATTER.some((role) => entry.caller?.roles.includes(role))) return false;
    const flagged = context.flaggedWith('GUARDIAN_NOTICE_SUPPRESSED', about.kind).includes(about.reference);
    return flagged || suppressed.some((each) => sameSubject(each, about));
  };
}

async function hiddenByOrder(context: RequestContext): Promise<Hides> {
  const orders = await context.environment.registers.latest(legalOrderRegister);
  const silent = orders.filter(({ ended, payload }) => !ended && !payload.subjectNotice);
  return (_about, { entry }) =>
    entry.caller?.roles.includes('AUTHORITY_LIAISON') === true &&
    silent.some(
      ({ key, payload }) =>
        payload.authority === entry.caller?.organisation &&
        entry.papers.some((paper) => paper.register === 'LEGAL_ORDER' && paper.key === key),
    );
}
