import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Ed25519 in signed notes (C2SP signed-note, signature types). */
const ED25519 = Buffer.of(1);
const KEY_ID_BYTES = 4;

/** Who may sign, as a text: `<name>+<key id>+<key>` (the verifier key of golang.org/x/mod/sumdb/note). */
export interface VerifierKey {
  readonly name: string;
  readonly id: Buffer;
  readonly publicKey: KeyObject;
  readonly text: string;
}

export function verifierKeyOf(name: string, key: KeyObject): VerifierKey {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const id = createHash('sha256').update(`${name}\n`).update(ED25519).update(bytes).digest().subarray(0, KEY_ID_BYTES);
  const encoded = Buffer.concat([ED25519, bytes]).toString('base64');
  return { name, id, publicKey, text: `${name}+${id.toString('hex')}+${encoded}` };
}

/** null for a text that is no verifier key of Ed25519, or whose id is not that of its key. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const [, name, , encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (name === undefined || bytes.length !== 33 || bytes[0] !== ED25519[0]) return null;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') };
  const key = verifierKeyOf(name, createPublicKey({ key: jwk, format: 'jwk' }));
  return key.text === text.trim() ? key : null;
}

/** `text` ends with a newline. */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  const { id } = verifierKeyOf(name, privateKey);
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString('base64');
  return `${text}\n— ${name} ${signature}\n`;
}

/** The text of a note that this key signed; null for any other. Signatures of unknown keys are left alone. */
export function openNote(note: string, { name, id, publicKey }: VerifierKey): string | null {
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return null;
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2).split('\n')) {
    const [, signer, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const signature = Buffer.from(encoded ?? '', 'base64');
    // Base64 has bits that stand for nothing: another text of the same bytes is no signature either.
    if (signature.toString('base64') !== encoded) continue;
    if (signer !== name || !signature.subarray(0, KEY_ID_BYTES).equals(id)) continue;
    return verify(null, Buffer.from(text), publicKey, signature.subarray(KEY_ID_BYTES)) ? text : null;
  }
  return null;
}
