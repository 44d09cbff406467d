import type { GlobalIds, GlobalIdType } from '../../disclosure/globalId.js';
import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { SubjectKind } from '../../policy/vocabulary.js';
import { FIRST_EMPLOYEE_REFERENCE } from '../../sources/coop/employeeTable.js';
import type { RequestContext } from '../context.js';

/** The published type whose rows are of this kind. */
const TYPE_OF: Readonly<Record<SubjectKind, GlobalIdType>> = {
  CHILD_PARTICIPANT: 'Child',
  GUARDIAN: 'Guardian',
  COOP_MEMBER: 'Member',
  OFFICER_OR_EMPLOYEE: 'Staff',
  SUPPLIER_CONTACT: 'SupplierContact',
};
const KINDS: readonly (readonly [SubjectKind, GlobalIdType])[] = [
  ...(Object.entries(TYPE_OF) as readonly (readonly [SubjectKind, GlobalIdType])[]),
  ['OFFICER_OR_EMPLOYEE', 'Employee'],
];

/** The person's id under the ids of some recipient. */
export function subjectIdUnder(ids: GlobalIds, { kind, reference }: SubjectReference): string {
  return ids.encode(TYPE_OF[kind], reference);
}

/** Whose id it is under the ids of some recipient; null for anything else. */
export function subjectUnder(ids: GlobalIds, kind: SubjectKind, id: string): SubjectReference | null {
  const reference = ids.decode(TYPE_OF[kind], id);
  return reference === null ? null : { kind, reference };
}

/** The person's id as this caller sees it elsewhere. */
export function subjectId(context: RequestContext, { kind, reference }: SubjectReference): string {
  const ofCoop = kind === 'OFFICER_OR_EMPLOYEE' && reference > FIRST_EMPLOYEE_REFERENCE;
  return context.globalIds.encode(ofCoop ? 'Employee' : TYPE_OF[kind], reference);
}

/** @throws NorenError BAD_INPUT alike for an id of something else, of another recipient, and for no id at all */
export function subjectOfId(context: RequestContext, id: unknown, path: string): SubjectReference {
  for (const [kind, type] of KINDS) {
    const reference = typeof id === 'string' ? context.globalIds.decode(type, id) : null;
    if (reference !== null) return { kind, reference };
  }
  throw new NorenError('BAD_INPUT', `${path}: must be the id of a data subject`);
}
