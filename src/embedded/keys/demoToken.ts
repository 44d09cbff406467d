import { importJWK, SignJWT } from 'jose';
import type { VerifiedCaller } from '../../policy/caller.js';
import { LOCAL_AUDIENCE, LOCAL_ISSUER, localKeyPair } from './localKeyPair.js';

/** A bearer token of the demonstration, valid for so many seconds. */
export async function demoToken(dataFolder: string, caller: VerifiedCaller, seconds: number): Promise<string> {
  const { keyId, privateKey } = localKeyPair(dataFolder);
  const { subjectId, staffReference, managedDevice, authTime, ...claims } = caller;
  const now = Math.floor(Date.now() / 1_000);
  const staff = staffReference === undefined ? {} : { staff_reference: staffReference };
  const device = managedDevice === undefined ? {} : { managed_device: managedDevice };
  return new SignJWT({ ...claims, ...staff, ...device, auth_time: authTime ?? now })
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(LOCAL_ISSUER)
    .setAudience(LOCAL_AUDIENCE)
    .setSubject(subjectId)
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(await importJWK(privateKey, 'ES256'));
}
