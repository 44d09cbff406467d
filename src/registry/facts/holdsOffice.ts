import type { Role } from '../../policy/vocabulary.js';
import type { AppointmentPayload } from '../registers/appointment.js';

export type Office = AppointmentPayload['office'];

/** A deputy stands in for the privacy manager (A8-1). */
const OFFICES: Readonly<Partial<Record<Role, readonly Office[]>>> = {
  PRIVACY_MANAGER: ['PRIVACY_MANAGER', 'DEPUTY'],
  DEPT_MANAGER: ['DEPT_MANAGER'],
};

/** A token's word for an office counts while the register says so too; a role that is no office needs none. */
export function holdsOffice(role: Role, offices: readonly Office[]): boolean {
  const needed = OFFICES[role];
  return needed === undefined || needed.some((office) => offices.includes(office));
}
