import { appointmentRegister } from '../../registry/registers/appointment.js';
import type { Watch } from './watch.js';

/** Without a privacy manager or a deputy nothing that needs approval can be approved. */
export const managerIsActive: Watch = ({ inForce }) => {
  const active = inForce(appointmentRegister).some(({ payload }) => payload.office !== 'DEPT_MANAGER');
  if (active) return [];
  const what = 'Neither a privacy manager nor a deputy is appointed.';
  return [{ code: 'NO_PRIVACY_MANAGER', clauses: ['A8-1'], key: null, what, since: null, degrades: true }];
};
