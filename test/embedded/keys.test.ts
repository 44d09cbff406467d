import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoToken } from '../../src/embedded/keys/demoToken.js';
import { LOCAL_AUDIENCE, LOCAL_ISSUER, localKeyPair } from '../../src/embedded/keys/localKeyPair.js';
import { localSecret } from '../../src/embedded/keys/localSecret.js';
import { createAuthenticate } from '../../src/plugins/authenticate.js';
import { localKeys } from '../../src/plugins/tokenKeys.js';
import type { VerifiedCaller } from '../../src/policy/caller.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'noren-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const guardian: VerifiedCaller = {
  subjectId: 'guardian',
  organisation: 'SELF',
  roles: ['SELF_GUARDIAN'],
  purposes: ['DATA_SUBJECT_RIGHTS'],
  amr: ['mfa'],
  subject: { kind: 'GUARDIAN', reference: 7 },
  staffReference: 9,
};

function authenticate() {
  const keys = localKeys(localKeyPair(folder).keySet);
  return createAuthenticate({ issuer: LOCAL_ISSUER, audience: LOCAL_AUDIENCE, keys });
}

describe('keys of the embedded default', () => {
  it('are made once, for their owner only, and hold nothing private in public', () => {
    expect(localKeyPair(folder)).toEqual(localKeyPair(folder));
    expect(localSecret(folder)).toEqual(localSecret(folder));
    expect(localSecret(folder)).toHaveLength(32);
    expect(localKeyPair(folder).keySet.keys[0]).not.toHaveProperty('d');
    const names = readdirSync(join(folder, 'keys'));
    expect(names.sort()).toEqual(['master-secret', 'token-signing.json']);
    for (const name of names) expect(statSync(join(folder, 'keys', name)).mode & 0o777).toBe(0o600);
  });

  it('sign tokens that say who the identity is', async () => {
    const token = await demoToken(folder, guardian, 60);
    await expect(authenticate()([`Bearer ${token}`])).resolves.toEqual({
      ...guardian,
      authTime: expect.any(Number) as number,
    });
  });

  it('sign tokens that end', async () => {
    const token = await demoToken(folder, guardian, -10);
    await expect(authenticate()([`Bearer ${token}`])).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
