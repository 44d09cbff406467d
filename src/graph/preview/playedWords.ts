import type { PreviewRequest } from './readPreview.js';

/** Who was played, as the audit log says it. */
export function playedWords({ role, organisation, declaration, on }: PreviewRequest) {
  const { purpose, subPurpose } = declaration;
  return {
    playedRole: role,
    playedOrganisation: organisation,
    playedPurpose: purpose,
    playedSubPurpose: subPurpose,
    playedDay: on,
  };
}
