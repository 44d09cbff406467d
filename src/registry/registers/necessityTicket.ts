import { DATA_CATEGORIES, PURPOSES, ROLES } from '../../policy/vocabulary.js';
import { managedDepartment } from './appointment.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, choice, flag, list, optional, subject, text, word, type Payload } from './shape.js';

const members = {
  /** Whose need it is: this role of this organisation, and for the own organisation of this department. */
  role: choice('Role', ROLES),
  organisation: word(),
  department: assigned(word()),
  /** Who gave it, for whom it does not count. null: of a ticket from before this was kept. */
  givenBy: assigned(optional(word())),
  purpose: choice('Purpose', PURPOSES),
  categories: list(choice('DataCategory', DATA_CATEGORIES), { min: 1 }),
  /** None: about anybody. */
  subjects: list(subject(), { max: 500 }),
  /** Also for queries that may return more than one subject (C01). */
  forLists: flag(),
  why: text(),
} as const;

export type NecessityTicketPayload = Payload<typeof members>;

/** That a role needs more than it usually gets, for a while: said by the manager of its department. */
export const necessityTicketRegister = defineRegister({
  name: 'NECESSITY_TICKET',
  noun: 'NecessityTicket',
  plural: 'necessityTickets',
  description: 'Necessity tickets: the condition n of the matrix.',
  clauses: ['A2-2', 'A8-3', 'A7-o'],
  members,
  recorders: ['DEPT_MANAGER'],
  purposes: ['GOVERNANCE'],
  enders: ['DEPT_MANAGER', 'PRIVACY_MANAGER'],
  longestDays: 90,
  organisationOf: ({ organisation }) => organisation,
  assign: async (payload, { recorder, look }) => {
    const department = await managedDepartment(recorder.subjectId, look);
    return {
      ...payload,
      department: department ?? refuse('NO_DEPT_MANAGER', 'tickets are given by a manager in office (A8-3)'),
      givenBy: recorder.subjectId,
    };
  },
  check: ({ payload: { organisation, categories } }, look) => {
    if (look.policy.organisations[organisation] === undefined)
      badInput(`organisation "${organisation}": is not in the policy`);
    if (categories.includes('UNLISTED')) badInput('categories "UNLISTED": cannot be needed (A2(2)-i9)');
  },
});
