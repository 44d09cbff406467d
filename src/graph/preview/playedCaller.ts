import type { VerifiedCaller } from '../../policy/caller.js';
import type { Purpose, Role } from '../../policy/vocabulary.js';

/** Nobody of an organisation, in a role of it: with `previewFacts`, somebody in good order. */
export function playedCaller(role: Role, organisation: string, purpose: Purpose): VerifiedCaller {
  return {
    subjectId: `preview of ${role}`,
    organisation,
    roles: role === 'PUBLIC' ? [] : [role],
    purposes: [purpose],
    amr: ['mfa'],
    managedDevice: true,
  };
}
