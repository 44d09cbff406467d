import type { SubjectReference } from '../../policy/consentRecord.js';
import type { FactRows } from './readFactEntries.js';
import type { FactCircumstances } from './gateFactsOf.js';

/** An entry of a register that decisions of the request can stand on. */
export interface StandingPaper {
  readonly register: string;
  readonly key: string;
  /** About whom alone it counts; empty: whoever it is. */
  readonly subjects: readonly SubjectReference[];
}

interface PaperPayload {
  readonly contractor?: string;
  readonly purpose?: string;
  readonly role?: string;
  readonly service?: string;
  readonly person?: string;
  readonly subject?: SubjectReference;
  readonly subjects?: readonly SubjectReference[];
  readonly others?: readonly SubjectReference[];
  readonly guardians?: readonly SubjectReference[];
}

const PAPERS = [
  'JOINT_USE_NOTICE',
  'CONTRACT',
  'NECESSITY_TICKET',
  'SEND_JOB',
  'SERVICE_REQUEST',
  'LEGAL_ORDER',
  'WELFARE_CASE',
  'BREAK_GLASS',
  'APPROVAL',
  'RIGHTS_CASE',
];

/** Those in force for this caller and purpose, for the audit log. Pure. */
export function papersOf(
  { entries }: FactRows,
  { caller, purpose, service }: FactCircumstances,
): readonly StandingPaper[] {
  return entries
    .filter(({ register }) => PAPERS.includes(register))
    .flatMap(({ register, key, payload }) => {
      const said = payload as PaperPayload;
      const isOurs =
        (register !== 'CONTRACT' || said.contractor === caller.organisation) &&
        (register === 'JOINT_USE_NOTICE' || said.purpose === undefined || said.purpose === purpose) &&
        (register !== 'SERVICE_REQUEST' || said.service === (service ?? said.service)) &&
        (said.role === undefined || caller.roles.some((role) => role === said.role)) &&
        (register !== 'BREAK_GLASS' || said.person === caller.subjectId);
      const { subject, subjects = [], others = [], guardians = [] } = said;
      const about = [...(subject === undefined ? [] : [subject]), ...subjects, ...others, ...guardians];
      return isOurs ? [{ register, key, subjects: about }] : [];
    });
}
