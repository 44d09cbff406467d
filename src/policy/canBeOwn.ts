import type { Role, SubjectKind } from './vocabulary.js';

/** Whose record a data subject's role can be about. A grown-up was perhaps a child here once, and is perhaps a member. */
const KINDS_OF: Readonly<Partial<Record<Role, readonly SubjectKind[]>>> = {
  SELF_GUARDIAN: ['GUARDIAN'],
  SELF_CHILD: ['CHILD_PARTICIPANT'],
  SELF_ADULT: ['GUARDIAN', 'CHILD_PARTICIPANT', 'COOP_MEMBER'],
  SELF_MEMBER: ['COOP_MEMBER'],
  SELF_EMPLOYEE: ['OFFICER_OR_EMPLOYEE'],
  SELF_SUPPLIER: ['SUPPLIER_CONTACT'],
};

/** Whether a record of this kind can be the own one of who holds these roles; one that none of them can be about is nobody's own (A6-2). */
export function canBeOwn(roles: readonly Role[], kind: SubjectKind): boolean {
  const own = roles.flatMap((role) => KINDS_OF[role] ?? []);
  return own.length === 0 || own.includes(kind);
}
