import type { Policy, VolumeLimit } from '../../policy/policy.js';

/** The limits of a recipient's classes, by the policy. A contract can only add to them. */
export function volumeLimits(policy: Policy, organisation: string): readonly VolumeLimit[] {
  const classes = policy.organisations[organisation]?.recipientClasses ?? [];
  return classes.flatMap((name) => policy.supervision.volume[name] ?? []);
}
