import { managedDepartment } from './appointment.js';
import { departmentRegister } from './department.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister, type Look, type Recorder } from './registerDefinition.js';
import { word, type Payload } from './shape.js';

const members = { person: word(), department: word() } as const;

export type DepartmentMemberPayload = Payload<typeof members>;

/** In which department a person works. Key: the person, as the token names it. */
export const departmentMemberRegister = defineRegister({
  name: 'DEPARTMENT_MEMBER',
  noun: 'DepartmentMember',
  plural: 'departmentMembers',
  description: 'In which department each member of staff works.',
  clauses: ['A8-2', 'A8-3'],
  members,
  recorders: ['PRIVACY_MANAGER', 'DEPT_MANAGER'],
  purposes: ['GOVERNANCE'],
  enders: ['PRIVACY_MANAGER', 'DEPT_MANAGER'],
  keyOf: ({ person }) => person,
  check: async ({ payload: { person, department }, recorder, previous }, look) => {
    const found = await look.inForce(departmentRegister, { key: department });
    if (found.length === 0) badInput(`department "${department}": is not registered`);
    const former = previous === null || previous.ended ? [] : [previous.payload.department];
    await needsOwnDepartment(recorder, person, [department, ...former], look);
  },
  checkEnd: async ({ payload: { person, department } }, recorder, look) =>
    needsOwnDepartment(recorder, person, [department], look),
});

/** A department's manager takes in whoever is of no other department, and never moves themselves; the rest is the privacy manager's. */
async function needsOwnDepartment(
  { role, subjectId }: Recorder,
  person: string,
  departments: readonly string[],
  look: Look,
): Promise<void> {
  if (role !== 'DEPT_MANAGER') return;
  const own = await managedDepartment(subjectId, look);
  if (person === subjectId || departments.some((each) => each !== own)) {
    refuse('OTHER_DEPARTMENT', 'a manager of a department has a say over others in that department only (A8-3)');
  }
}

/** The manager in office of the department that this person works in: whose approval counts there (A8-3). */
export async function managesDepartmentOf(person: string, manager: string, look: Look): Promise<boolean> {
  const own = await managedDepartment(manager, look);
  const [member] = await look.inForce(departmentMemberRegister, { key: person });
  return own !== null && member?.payload.department === own;
}
