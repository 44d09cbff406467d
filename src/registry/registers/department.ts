import { defineRegister } from './registerDefinition.js';
import { list, text, word } from './shape.js';

const members = {
  code: word(),
  name: text(200),
  /** Organisation code. */
  organisation: word(),
  /** Data sets that it owns, as source and table, e.g. `club.children`; one that no department owns is an alert (A8-2). */
  dataSets: list(word()),
} as const;

/** Departments and the data sets that each owns. Key: its code. */
export const departmentRegister = defineRegister({
  name: 'DEPARTMENT',
  noun: 'Department',
  plural: 'departments',
  description: 'Departments that handle personal data, and the data sets that each owns.',
  clauses: ['A8-2', 'A8-3'],
  members,
  recorders: ['PRIVACY_MANAGER'],
  purposes: ['GOVERNANCE'],
  enders: ['PRIVACY_MANAGER'],
  keyOf: ({ code }) => code,
  organisationOf: ({ organisation }) => organisation,
});
