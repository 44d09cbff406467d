import { emailColumns, nameColumns, phoneColumns } from '../personColumns.js';
import type { SourceTable } from '../sourceTable.js';

/**
 * Officers and employees are kept by the co-op and by the broadcaster, and are one kind of subject: a person's reference has to be
 * theirs alone. Those of the co-op begin here; the broadcaster's staff have theirs below (docs/adr/0024).
 */
export const FIRST_EMPLOYEE_REFERENCE = 1_000_000_000;

const REFERENCE = `(em.id + ${FIRST_EMPLOYEE_REFERENCE})`;

/** Officers and employees of the co-op (subject kind OFFICER_OR_EMPLOYEE). */
export const employeeTable: SourceTable = {
  source: 'coop',
  from: 'employees em',
  key: REFERENCE,
  keyType: 'int4',
  personal: {
    name: nameColumns('em', 'family_name', 'given_name'),
    kana: nameColumns('em', 'family_kana', 'given_kana'),
    phone: phoneColumns('em.phone'),
    email: emailColumns('em.email'),
    employeeNumber: { RAW: 'em.employee_number' },
    department: { RAW: 'em.department' },
  },
  open: {},
  links: {},
  conditions: {
    OWN_RECORD: (parameters, facts) => `${REFERENCE} = ${parameters.named('selfKey', () => facts.selfKey, 'int4')}`,
  },
  lifeStage: null,
  living: 'TRUE',
};
