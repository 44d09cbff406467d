import { exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet, type JWTPayload } from 'jose';

export const ISSUER = 'https://login.example.org';

export interface TokenSource {
  readonly keySet: JSONWebKeySet;
  /** A good token; `claims` replace or (undefined) remove the good ones. */
  issue(claims?: Record<string, unknown>): Promise<string>;
}

const GOOD = {
  iss: ISSUER,
  aud: 'noren',
  sub: 'club-staff-1',
  organisation: 'GAKKO',
  roles: ['CLUB_STAFF'],
  purposes: ['CLUB_OPERATION', 'CONSENT_REQUEST'],
  amr: ['mfa'],
};

export async function createTokenSource(): Promise<TokenSource> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keySet = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' }] };
  return {
    keySet,
    issue: (claims = {}) => {
      const exp = Math.floor(Date.now() / 1_000) + 3_600;
      const payload = JSON.parse(JSON.stringify({ ...GOOD, exp, ...claims })) as JWTPayload;
      return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'test' }).sign(privateKey);
    },
  };
}
