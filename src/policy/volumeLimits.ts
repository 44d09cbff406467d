import type { CallerFacts } from './decision.js';
import type { Volume } from './gateFacts.js';
import type { CallLimits, OrganisationLimits } from './limitsPolicy.js';
import type { Policy } from './policy.js';

/** What bounds one caller, and all of its organisation together. */
export interface CallerLimits {
  readonly caller: CallLimits;
  readonly organisation: OrganisationLimits;
}

export type VolumeProblem = 'RATE_LIMIT' | 'BULK_LIMIT';

/** Of several roles or recipient classes the least counts. A role without an entry has the default. */
export function limitsOf({ limits }: Policy, { roles, recipientClasses }: CallerFacts): CallerLimits {
  const ofRoles = roles.map((role) => limits.caller[role] ?? limits.caller.default);
  const ofClasses = recipientClasses.map((name) => limits.organisation[name] ?? limits.organisation.default);
  const caller = ofRoles.length === 0 ? [limits.caller.default] : ofRoles;
  const organisation = ofClasses.length === 0 ? [limits.organisation.default] : ofClasses;
  return {
    caller: {
      requestsPerMinute: least(caller.map(({ requestsPerMinute }) => requestsPerMinute)),
      recordsPerRequest: least(caller.map(({ recordsPerRequest }) => recordsPerRequest)),
      recordsPerDay: least(caller.map(({ recordsPerDay }) => recordsPerDay)),
    },
    organisation: {
      requestsPerMinute: least(organisation.map(({ requestsPerMinute }) => requestsPerMinute)),
      recordsPerDay: least(organisation.map(({ recordsPerDay }) => recordsPerDay)),
    },
  };
}

/** Whether there is no more to be had now. */
export function exhausted(
  limits: CallerLimits,
  { caller, organisation }: { readonly caller: Volume; readonly organisation: Volume },
): VolumeProblem | null {
  const pairs = [
    [caller, limits.caller],
    [organisation, limits.organisation],
  ] as const;
  if (pairs.some(([had, limit]) => had.requests >= limit.requestsPerMinute)) return 'RATE_LIMIT';
  return pairs.some(([had, limit]) => had.records >= limit.recordsPerDay) ? 'BULK_LIMIT' : null;
}

/** Whether one caller has asked as often in this minute as it may; what its organisation asks is another matter. */
export function isBeyondOwnRate(policy: Policy, caller: CallerFacts, had: Volume | null | undefined): boolean {
  return (had?.requests ?? 0) >= limitsOf(policy, caller).caller.requestsPerMinute;
}

function least(numbers: readonly number[]): number {
  return Math.min(...numbers);
}
