import type { VerifiedCaller } from '../../policy/caller.js';
import type { ResolvedIdentity } from '../seedMark.js';

/**
 * The caller as the sandbox knows them: the demo identity of the same organisation and roles, whose papers are in order there and whose
 * person is somebody of the made-up ones. What the token allows stays as it is. No key of a real person gets into the sandbox; who has no
 * counterpart is nobody in particular.
 */
export function sandboxCaller(caller: VerifiedCaller, identities: readonly ResolvedIdentity[]): VerifiedCaller {
  const { subject: _subject, staffReference: _staff, ...claims } = caller;
  const likely = identities.filter((each) => roleOf(each) === roleOf(caller));
  const played = likely.find(({ subjectId }) => subjectId === caller.subjectId) ?? likely[0];
  if (played === undefined) return { ...claims, subjectId: `sandbox:${roleOf(caller)}` };
  const { subjectId, subject, staffReference } = played;
  return {
    ...claims,
    subjectId,
    ...(subject === undefined ? {} : { subject }),
    ...(staffReference === undefined ? {} : { staffReference }),
  };
}

function roleOf({ organisation, roles }: Pick<VerifiedCaller, 'organisation' | 'roles'>): string {
  return [organisation, ...roles.toSorted()].join(' ');
}
