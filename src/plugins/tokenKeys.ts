import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { NorenError } from '../errors.js';

/** Public keys that are known beforehand: the embedded default. */
export function localKeys(keySet: JSONWebKeySet): JWTVerifyGetKey {
  return createLocalJWKSet(keySet);
}

function keyAddress(issuer: string, document: unknown): URL {
  const { issuer: named, jwks_uri: address } = document as { issuer?: unknown; jwks_uri?: unknown };
  // OpenID Connect Discovery 1.0, section 4.3: the document must name the very issuer that it was asked of.
  if (named !== issuer || typeof address !== 'string' || !URL.canParse(address)) {
    throw new NorenError('UNAUTHENTICATED', "The issuer's discovery document is not the issuer's own.");
  }
  const url = new URL(address);
  if (url.protocol === 'https:' || url.hostname === new URL(issuer).hostname) return url;
  throw new NorenError('UNAUTHENTICATED', "The issuer's keys must be at an https address.");
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(3_000), redirect: 'error' });
  if (!response.ok) throw new NorenError('UNAUTHENTICATED', `The issuer answered ${response.status} to discovery.`);
  return createRemoteJWKSet(keyAddress(issuer, await response.json()), { timeoutDuration: 3_000 });
}

/** The issuer's keys, found at the first token and not at start: a sleeping issuer must not keep the gateway down. */
export function discoveredKeys(issuer: string): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    found ??= discover(issuer).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return (await found)(header, token);
  };
}
