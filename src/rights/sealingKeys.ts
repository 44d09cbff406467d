import { randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import { deriveKey, prepareKey, seal, unseal } from '../disclosure/cryptography.js';
import type { SubjectReference } from '../policy/consentRecord.js';

export interface SealingKeys {
  /** JSON under the person's key; makes the key where there is none. */
  seal(client: ClientBase, subject: SubjectReference, value: unknown): Promise<Buffer>;
  /** Null once the key is gone, and for whatever was not sealed with it. */
  unseal(client: ClientBase, subject: SubjectReference, sealed: Buffer): Promise<unknown>;
  /** From here on nothing that was sealed for this person can be read, in any copy (crypto-shredding). */
  forget(client: ClientBase, subject: SubjectReference): Promise<void>;
}

/** One random key a person, in the database under a key of the gateway's secret: a copy of either alone opens nothing. */
export function createSealingKeys(secret: Uint8Array): SealingKeys {
  const wrapping = prepareKey(deriveKey(secret, 'subject-key'));
  const stored = async (client: ClientBase, subject: SubjectReference) => {
    const { rows } = await client.query<{ wrapped_key: Buffer }>(
      'select wrapped_key from subject_keys where subject_kind = $1 and subject_reference = $2',
      [subject.kind, subject.reference],
    );
    const key = rows[0] === undefined ? null : unseal(wrapping, rows[0].wrapped_key, nameOf(subject));
    return key === null ? null : prepareKey(key);
  };
  const made = async (client: ClientBase, subject: SubjectReference) => {
    await client.query('insert into subject_keys values ($1, $2, $3) on conflict do nothing', [
      subject.kind,
      subject.reference,
      seal(wrapping, randomBytes(32), nameOf(subject)),
    ]);
    return stored(client, subject);
  };
  return {
    seal: async (client, subject, value) => {
      const key = (await stored(client, subject)) ?? (await made(client, subject));
      if (key === null) throw new Error('The key of a subject was sealed with another secret.');
      return seal(key, Buffer.from(JSON.stringify(value)), nameOf(subject));
    },
    unseal: async (client, subject, sealed) => {
      const key = await stored(client, subject);
      const plain = key === null ? null : unseal(key, sealed, nameOf(subject));
      return plain === null ? null : (JSON.parse(plain.toString()) as unknown);
    },
    forget: async (client, subject) => {
      await client.query('delete from subject_keys where subject_kind = $1 and subject_reference = $2', [
        subject.kind,
        subject.reference,
      ]);
    },
  };
}

function nameOf({ kind, reference }: SubjectReference): string {
  return `${kind} ${reference}`;
}
