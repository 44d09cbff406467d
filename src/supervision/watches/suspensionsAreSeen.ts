import { tokyoToday } from '../../policy/lifeStage.js';
import { suspensionRegister } from '../../registry/registers/suspension.js';
import type { Watch } from './watch.js';

/** A recipient that is stopped stays in sight until somebody has decided. */
export const suspensionsAreSeen: Watch = ({ inForce }) =>
  inForce(suspensionRegister).map(({ key, payload: { organisation, cause }, validFrom }) => {
    const who = organisation ?? 'Every recipient outside';
    const what = `${who} is stopped, by ${cause === 'VOLUME_LIMIT' ? 'the volume limit' : 'decision'}.`;
    const since = tokyoToday(validFrom);
    return { code: 'RECIPIENT_SUSPENDED', clauses: ['A3-2'], key, what, since, degrades: cause === 'VOLUME_LIMIT' };
  });
