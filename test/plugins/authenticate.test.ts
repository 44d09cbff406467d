import { createPublicKey } from 'node:crypto';
import { base64url, SignJWT, UnsecuredJWT, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { createAuthenticate, type AuthenticateOptions } from '../../src/plugins/authenticate.js';
import { localKeys } from '../../src/plugins/tokenKeys.js';
import { createTokenSource, ISSUER, type TokenSource } from './issueTokens.js';

let tokens: TokenSource;
beforeAll(async () => {
  tokens = await createTokenSource();
});

function authenticator(options: Partial<AuthenticateOptions> = {}) {
  return createAuthenticate({ issuer: ISSUER, audience: 'noren', keys: localKeys(tokens.keySet), ...options });
}

const refused = { name: 'NorenError', code: 'UNAUTHENTICATED' };

describe('a bearer token', () => {
  it('names the caller', async () => {
    const subject = { kind: 'GUARDIAN', reference: 12 };
    const token = await tokens.issue({ subject, staff_reference: 3 });
    await expect(authenticator()([`Bearer ${token}`])).resolves.toEqual({
      subjectId: 'club-staff-1',
      organisation: 'GAKKO',
      roles: ['CLUB_STAFF'],
      purposes: ['CLUB_OPERATION', 'CONSENT_REQUEST'],
      amr: ['mfa'],
      subject,
      staffReference: 3,
    });
  });

  it('may name roles and purposes that are not registered: they give nothing', async () => {
    const token = await tokens.issue({ roles: ['ROOT', 'ANALYST', 'analyst'], purposes: ['WORLD_PEACE'] });
    await expect(authenticator()([`bearer ${token}`])).resolves.toMatchObject({ roles: ['ANALYST'], purposes: [] });
  });

  it('without roles and purposes is a caller without rights', async () => {
    const token = await tokens.issue({ roles: undefined, purposes: undefined, amr: undefined });
    await expect(authenticator()([`Bearer ${token}`])).resolves.toMatchObject({ roles: [], purposes: [], amr: [] });
  });

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'https://evil.example.org' }],
    ['another audience', { aud: 'other' }],
    ['no audience', { aud: undefined }],
    ['an end in the past', { exp: Math.floor(Date.now() / 1_000) - 60 }],
    ['no end', { exp: undefined }],
    ['a beginning in the future', { nbf: Math.floor(Date.now() / 1_000) + 600 }],
    ['no subject', { sub: undefined }],
    ['no organisation', { organisation: undefined }],
    ['an organisation that is a list', { organisation: ['GAKKO'] as unknown }],
    ['an organisation in small letters', { organisation: 'gakko' }],
    ['roles that are text', { roles: 'CLUB_STAFF' }],
    ['roles that hold an object', { roles: [{}] }],
    ['a subject of an unknown kind', { subject: { kind: 'CAT', reference: 1 } }],
    ['a subject without reference', { subject: { kind: 'GUARDIAN' } }],
    ['a subject reference that is text', { subject: { kind: 'GUARDIAN', reference: '1' } }],
    ['a staff reference that is no row key', { staff_reference: 2 ** 31 }],
  ])('with %s is refused', async (_, claims) => {
    const token = await tokens.issue(claims);
    await expect(authenticator()([`Bearer ${token}`])).rejects.toMatchObject(refused);
  });

  it('signed by nobody, by another key, or with the public key as HMAC secret is refused', async () => {
    const [, body = ''] = (await tokens.issue()).split('.');
    const claims = JSON.parse(new TextDecoder().decode(base64url.decode(body))) as JWTPayload;
    const unsigned = new UnsecuredJWT(claims).encode();
    const pem = createPublicKey({ key: tokens.keySet.keys[0]!, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const secret = new TextEncoder().encode(String(pem));
    const confused = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'test' }).sign(secret);
    const stranger = await (await createTokenSource()).issue();
    for (const token of [unsigned, confused, stranger]) {
      await expect(authenticator()([`Bearer ${token}`])).rejects.toMatchObject(refused);
    }
  });

  it('that is not one is refused: none, garbage, two, another scheme, a flood', async () => {
    const token = await tokens.issue();
    const headers = [
      [],
      [''],
      ['Bearer'],
      ['Bearer x.y.z'],
      ['Basic dTpw'],
      [`Bearer ${token}x`],
      [`Bearer ${'a'.repeat(9_000)}`],
    ];
    headers.push([`Bearer ${token}`, `Bearer ${token}`], [`Bearer ${token}, Bearer ${token}`]);
    for (const header of headers) await expect(authenticator()(header)).rejects.toMatchObject(refused);
  });

  it('is not told in the refusal', async () => {
    const token = await tokens.issue({ sub: 'canary', aud: 'other' });
    const refusal: unknown = await authenticator()([`Bearer ${token}`]).catch((error: unknown) => error);
    expect(String(refusal)).toBe('NorenError: Token refused: ERR_JWT_CLAIM_VALIDATION_FAILED.');
  });
});

describe('remembered tokens', () => {
  function counting(): { keys: JWTVerifyGetKey; count: () => number } {
    const keys = localKeys(tokens.keySet);
    let count = 0;
    return { count: () => count, keys: (header, token) => ((count += 1), keys(header, token)) };
  }

  it('are verified once, and never answer for another token', async () => {
    const { keys, count } = counting();
    const authenticate = authenticator({ keys });
    const [first, second] = [await tokens.issue({ sub: 'a' }), await tokens.issue({ sub: 'b', roles: [] })];
    for (let round = 0; round < 3; round += 1) {
      await expect(authenticate([`Bearer ${first}`])).resolves.toMatchObject({ subjectId: 'a', roles: ['CLUB_STAFF'] });
      await expect(authenticate([`Bearer ${second}`])).resolves.toMatchObject({ subjectId: 'b', roles: [] });
    }
    expect(count()).toBe(2);
  });

  it('cannot be changed by who gets the caller', async () => {
    const caller = await authenticator()([`Bearer ${await tokens.issue()}`]);
    expect(() => (caller.roles as string[]).push('ANALYST')).toThrow(TypeError);
  });

  it('are forgotten when they expire', async () => {
    let time = Date.now();
    const authenticate = authenticator({ now: () => new Date(time) });
    const token = await tokens.issue();
    await expect(authenticate([`Bearer ${token}`])).resolves.toBeDefined();
    time += 2 * 3_600_000;
    await expect(authenticate([`Bearer ${token}`])).rejects.toMatchObject(refused);
  });

  it('are forgotten after a minute: a key that is withdrawn closes the tokens that it signed', async () => {
    let time = Date.now();
    let keys = localKeys(tokens.keySet);
    const authenticate = authenticator({ now: () => new Date(time), keys: (header, token) => keys(header, token) });
    const header = [`Bearer ${await tokens.issue()}`];
    await expect(authenticate(header)).resolves.toBeDefined();
    keys = localKeys((await createTokenSource()).keySet);
    for (let use = 0; use < 59; use += 1) {
      time += 1_000;
      await expect(authenticate(header)).resolves.toBeDefined();
    }
    time += 1_000;
    await expect(authenticate(header)).rejects.toMatchObject(refused);
  });

  it('are bounded: the one used longest ago goes first', async () => {
    const { keys, count } = counting();
    const authenticate = authenticator({ keys, remembered: 2 });
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((sub) => tokens.issue({ sub })));
    for (const token of [a, b, a, c, a]) await authenticate([`Bearer ${token}`]);
    expect(count()).toBe(3);
    await authenticate([`Bearer ${b}`]);
    expect(count()).toBe(4);
  });
});
