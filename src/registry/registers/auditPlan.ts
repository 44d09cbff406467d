import { tokyoToday } from '../../policy/lifeStage.js';
import { departmentMemberRegister } from './departmentMember.js';
import { departmentRegister } from './department.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister, type Look } from './registerDefinition.js';
import { day, text, word } from './shape.js';

const members = {
  id: word(),
  /** What is audited. */
  scope: text(),
  /** Code of the department whose work is audited. */
  department: word(),
  /** Who audits, as the token names them. */
  auditor: word(),
  dueOn: day(),
} as const;

/** Internal audits to come. The auditor works in another department than the audited one. Key: its id. */
export const auditPlanRegister = defineRegister({
  name: 'AUDIT_PLAN',
  noun: 'AuditPlan',
  plural: 'auditPlans',
  description: 'Planned internal audits, each with an auditor from outside the audited department.',
  clauses: ['A9-1', 'A7-o'],
  members,
  recorders: ['PRIVACY_MANAGER', 'INTERNAL_AUDITOR'],
  purposes: ['GOVERNANCE', 'INTERNAL_AUDIT'],
  lasting: true,
  keyOf: ({ id }) => id,
  check: async ({ payload: { department, auditor, dueOn }, previous }, look) => {
    const missed = previous !== null && previous.payload.dueOn < tokyoToday(look.now) ? previous.payload.dueOn : null;
    if (missed !== null && dueOn > missed)
      badInput(`dueOn "${dueOn}": ${missed} has passed, and the audit is overdue until its report`);
    const found = await look.inForce(departmentRegister, { key: department });
    if (found.length === 0) badInput(`department "${department}": is not registered`);
    await needsIndependence(auditor, department, look);
  },
});

/** Nobody audits the own department (A9-1). An auditor without a department can't be told to be independent of one. */
export async function needsIndependence(auditor: string, department: string, look: Look): Promise<void> {
  const [member] = await look.inForce(departmentMemberRegister, { person: auditor });
  if (member !== undefined && member.payload.department !== department) return;
  refuse('AUDITOR_NOT_INDEPENDENT', `an auditor of ${department} works in another department (A9-1)`);
}
