import type { Role } from '../../policy/vocabulary.js';

/** Whoever looks at their own data. */
export const DATA_SUBJECTS: readonly Role[] = [
  'SELF_GUARDIAN',
  'SELF_CHILD',
  'SELF_ADULT',
  'SELF_MEMBER',
  'SELF_EMPLOYEE',
  'SELF_SUPPLIER',
];

/** For `@Requires`: a data subject, for their rights. */
export const RIGHTS = { roles: DATA_SUBJECTS, purposes: ['DATA_SUBJECT_RIGHTS'] } as const;
