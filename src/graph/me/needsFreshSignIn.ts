import { NorenError } from '../../errors.js';
import type { RequestContext } from '../context.js';

/** OpenID Connect's `max_age` for what could take an account over or can't be undone. */
const FRESH_SECONDS = 300;
/** Clocks of two machines. */
const LEEWAY_SECONDS = 60;

/**
 * When the caller signed in, a moment ago.
 * @throws NorenError REFUSED (A6-4a) when it was longer ago, in the future, or is not in the token
 */
export function needsFreshSignIn(context: RequestContext, coordinate: string): Date {
  const { authTime } = context.caller;
  if (authTime !== undefined && isFreshSignIn(context)) return new Date(authTime * 1_000);
  const message = `SIGN_IN_AGAIN: ${coordinate} takes a sign-in of the last ${FRESH_SECONDS} seconds (claim auth_time, A6-4a).`;
  throw new NorenError('REFUSED', message, { reason: 'SIGN_IN_AGAIN' });
}

export function isFreshSignIn({ caller: { authTime }, now }: RequestContext): boolean {
  const age = authTime === undefined ? Infinity : now.getTime() / 1_000 - authTime;
  return age <= FRESH_SECONDS && age >= -LEEWAY_SECONDS;
}
