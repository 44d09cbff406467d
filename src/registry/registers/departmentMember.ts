import { departmentRegister } from './department.js';
import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
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
  check: async ({ payload: { department } }, look) => {
    const found = await look.inForce(departmentRegister, { key: department });
    if (found.length === 0) badInput(`department "${department}": is not registered`);
  },
});
