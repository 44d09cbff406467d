import { departmentRegister } from './department.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister, type Look } from './registerDefinition.js';
import { choice, day, optional, word, type Payload } from './shape.js';

const members = {
  office: choice('Office', ['PRIVACY_MANAGER', 'DEPUTY', 'DEPT_MANAGER']),
  /** As the token names them. */
  person: word(),
  /** Of a DEPT_MANAGER. */
  department: optional(word()),
  appointedOn: day(),
} as const;

export type AppointmentPayload = Payload<typeof members>;

/** Who answers for protection. The key is the office, so that there is one privacy manager, and one manager a department. */
export const appointmentRegister = defineRegister({
  name: 'APPOINTMENT',
  noun: 'Appointment',
  plural: 'appointments',
  description: 'The privacy manager, deputies, and the manager of each department.',
  clauses: ['A8-1', 'A8-3'],
  members,
  recorders: ['PRIVACY_MANAGER', 'DEPT_MANAGER'],
  purposes: ['GOVERNANCE'],
  enders: ['PRIVACY_MANAGER'],
  keyOf: ({ office, person, department }) => {
    if (office === 'PRIVACY_MANAGER') return office;
    return `${office}/${office === 'DEPUTY' ? person : department}`;
  },
  check: async ({ payload: { office, person, department }, recorder }, look) => {
    if (person === recorder.subjectId) refuse('SELF_APPROVAL', 'nobody appoints themselves (A7-o)');
    const [inOffice] = await look.inForce(appointmentRegister, { key: 'PRIVACY_MANAGER' });
    if (recorder.role === 'PRIVACY_MANAGER') await needsPrivacyManager(recorder.subjectId, look);
    // So that the office can be filled at all when nobody holds it.
    if (recorder.role === 'DEPT_MANAGER' && (inOffice !== undefined || office === 'DEPT_MANAGER')) {
      refuse('NO_PRIVACY_MANAGER', 'a department manager appoints only while no privacy manager is in office (A8-1)');
    }
    if (recorder.role === 'DEPT_MANAGER') await needsDepartmentManager(recorder.subjectId, look);
    if ((office === 'DEPT_MANAGER') !== (department !== null)) {
      badInput(`department ${JSON.stringify(department)}: a DEPT_MANAGER has one, the others have none`);
    }
    if (department === null) return;
    const found = await look.inForce(departmentRegister, { key: department });
    if (found.length === 0) badInput(`department "${department}": is not registered`);
  },
});

/** At the beginning nobody has an office. From the first head on, a token alone fills none. @throws NorenError NO_DEPT_MANAGER */
async function needsDepartmentManager(person: string, look: Look): Promise<void> {
  const heads = (await look.inForce(appointmentRegister)).filter(({ payload }) => payload.office === 'DEPT_MANAGER');
  if (heads.length === 0 || heads.some(({ payload }) => payload.person === person)) return;
  refuse('NO_DEPT_MANAGER', 'only a department manager in office fills the vacant office (A8-1, A8-3)');
}

/** The privacy manager or a deputy: whose approval counts (A8-1). */
export async function isPrivacyManager(person: string, look: Look): Promise<boolean> {
  const found = await look.inForce(appointmentRegister, { person });
  return found.some(({ payload }) => payload.office !== 'DEPT_MANAGER');
}

/** Null: of none. */
export async function managedDepartment(person: string, look: Look): Promise<string | null> {
  const found = await look.inForce(appointmentRegister, { person });
  return found.find(({ payload }) => payload.office === 'DEPT_MANAGER')?.payload.department ?? null;
}

/** @throws NorenError NO_PRIVACY_MANAGER */
export async function needsPrivacyManager(person: string, look: Look): Promise<void> {
  if (await isPrivacyManager(person, look)) return;
  refuse('NO_PRIVACY_MANAGER', 'only the privacy manager in office, or a deputy, may do this (A8-1)');
}
