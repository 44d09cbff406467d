import type { DisclosedGroup } from '../../audit/entryDraft.js';
import { subjectsIn } from '../../audit/subjectsIn.js';
import { NorenError } from '../../errors.js';
import type { Volume } from '../../policy/gateFacts.js';
import type { Policy } from '../../policy/policy.js';
import type { Trail } from '../../policy/trail.js';
import { isBeyondOwnRate, limitsOf } from '../../policy/volumeLimits.js';
import type { ChargeVolume } from '../../registry/volumes/volumeCounter.js';

export interface Volumes {
  readonly policy: Policy;
  readonly charge: ChargeVolume;
  readonly trail: Pick<Trail, 'caller' | 'recipientClasses' | 'now'>;
  /** What the caller had before this request; null: not known. */
  readonly had: Volume | null;
}

/**
 * Counts an answer before it leaves, and says whether it may: not when it is about more people than one answer may be, nor when caller or
 * organisation would have had more than a day's (G12; A2-2, A7-1e). What is refused stays counted.
 * @throws NorenError REGISTERS_UNAVAILABLE: what can not be counted does not leave
 */
export async function isWithinVolume(volumes: Volumes, disclosed: readonly DisclosedGroup[]): Promise<boolean> {
  const { policy, charge, trail, had: before } = volumes;
  const { organisation, subjectId, roles } = trail.caller;
  const records = subjectsIn(disclosed);
  const limits = limitsOf(policy, { roles, recipientClasses: trail.recipientClasses });
  const beyondOwn = isBeyondOwnRate(policy, { roles, recipientClasses: trail.recipientClasses }, before);
  const charged = charge({ organisation, subjectId, records, beyondOwn, now: trail.now });
  const had = await charged.catch((cause: unknown) => {
    const message = 'What you were given can not be counted, so nothing is disclosed (A7-1e). Ask again later.';
    throw new NorenError('REGISTERS_UNAVAILABLE', message, {}, { cause });
  });
  return (
    records === 0 ||
    (records <= limits.caller.recordsPerRequest &&
      had.caller.records <= limits.caller.recordsPerDay &&
      had.organisation.records <= limits.organisation.recordsPerDay)
  );
}
