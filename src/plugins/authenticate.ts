import { createHash } from 'node:crypto';
import { jwtVerify, type JWTVerifyGetKey } from 'jose';
import { NorenError } from '../errors.js';
import type { VerifiedCaller } from '../policy/caller.js';
import { BoundedCache } from './boundedCache.js';
import { verifiedCaller } from './verifiedCaller.js';

/** Asymmetric only: an HMAC algorithm would make the public key a signing key. */
const ALGORITHMS = ['ES256', 'EdDSA', 'RS256', 'PS256'];
const CLOCK_TOLERANCE_SECONDS = 5;
const LONGEST_TOKEN = 8_192;
/**
 * A key that the issuer withdraws must not live on in the tokens that it signed: every minute they are verified anew. Limit: keys that
 * are discovered are kept by jose for ten minutes.
 */
const LONGEST_MEMORY = 60_000;

export interface AuthenticateOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** Verified tokens to remember, each for a minute; a signature check costs as much as a small request. @default 10000 */
  readonly remembered?: number;
  /** @default the system's clock */
  readonly now?: () => Date;
}

/**
 * From the values of the Authorization header to the caller.
 * @throws NorenError UNAUTHENTICATED; the message is for the log, the caller is told the same in every case.
 */
export type Authenticate = (authorization: readonly string[]) => Promise<VerifiedCaller>;

interface Remembered {
  readonly caller: VerifiedCaller;
  /** Milliseconds since the epoch; the end of the token, or of the memory where that is sooner. */
  readonly until: number;
}

function bearerToken(authorization: readonly string[]): string {
  const [value] = authorization;
  if (value === undefined) throw new NorenError('UNAUTHENTICATED', 'No token.');
  if (authorization.length > 1) throw new NorenError('UNAUTHENTICATED', 'More than one Authorization header.');
  const token = /^Bearer +([A-Za-z0-9._-]+) *$/i.exec(value)?.[1];
  if (token === undefined || token.length > LONGEST_TOKEN)
    throw new NorenError('UNAUTHENTICATED', 'Not a bearer token.');
  return token;
}

/** The code of jose's errors names the failed check and holds nothing of the token. */
function refusal(error: unknown): NorenError {
  if (error instanceof NorenError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  return new NorenError('UNAUTHENTICATED', `Token refused: ${typeof code === 'string' ? code : 'not verifiable'}.`);
}

export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  const now = options.now ?? (() => new Date());
  const remembered = new BoundedCache<Remembered>(options.remembered ?? 10_000);

  async function verify(token: string): Promise<Remembered> {
    const verifiedAt = now();
    const { payload } = await jwtVerify(token, options.keys, {
      issuer: options.issuer,
      audience: options.audience,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['sub', 'exp'],
      currentDate: verifiedAt,
    });
    const until = Math.min((payload.exp ?? 0) * 1_000, verifiedAt.getTime() + LONGEST_MEMORY);
    return { caller: verifiedCaller(payload), until };
  }

  return async (authorization) => {
    try {
      const token = bearerToken(authorization);
      const key = createHash('sha256').update(token).digest('base64');
      const known = remembered.get(key);
      if (known && known.until > now().getTime()) return known.caller;
      remembered.delete(key);
      const verified = await verify(token);
      remembered.set(key, verified);
      return verified.caller;
    } catch (error) {
      throw refusal(error);
    }
  };
}
