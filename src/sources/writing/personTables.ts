import type { SubjectReference } from '../../policy/consentRecord.js';
import { FIRST_EMPLOYEE_REFERENCE } from '../coop/employeeTable.js';
import type { SourceName } from '../openSource.js';

/** The one row that a subject is in its source. */
export interface PersonRow {
  readonly source: SourceName;
  readonly table: string;
  readonly id: number;
}

/** Where a subject's own row is: the source that owns what is corrected. */
export function personRow({ kind, reference }: SubjectReference): PersonRow {
  switch (kind) {
    case 'GUARDIAN':
      return { source: 'club', table: 'guardians', id: reference };
    case 'CHILD_PARTICIPANT':
      return { source: 'club', table: 'children', id: reference };
    case 'COOP_MEMBER':
      return { source: 'coop', table: 'members', id: reference };
    case 'SUPPLIER_CONTACT':
      return { source: 'coop', table: 'supplier_contacts', id: reference };
    case 'OFFICER_OR_EMPLOYEE':
      return reference > FIRST_EMPLOYEE_REFERENCE
        ? { source: 'coop', table: 'employees', id: reference - FIRST_EMPLOYEE_REFERENCE }
        : { source: 'broadcaster', table: 'staff', id: reference };
  }
}
