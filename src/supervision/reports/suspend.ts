import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { AuditLog } from '../../audit/auditLog.js';
import type { AuditFacts } from '../../audit/auditEntry.js';
import { EVERYBODY, type SuspensionPayload } from '../../registry/registers/suspension.js';

interface Suspending {
  readonly payload: SuspensionPayload;
  /** In whose stead: there is nobody to ask. */
  readonly by: string;
  readonly now: Date;
  /** What the entry says besides. */
  readonly facts?: AuditFacts;
}

const SUPERSEDE = `update register_entries set superseded_at = $2
  where register = 'SUSPENSION' and key = $1 and superseded_at is null returning version`;

const RECORD = `
  insert into register_entries (id, register, key, version, payload, organisation, valid_from, valid_to, ended, recorded_at, recorded_by,
                                recorded_role, reason, superseded_at)
  values ($1, 'SUSPENSION', $2, $3, $4, $5, $6, null, false, $6, $7, 'SECURITY_OFFICER', null, null)`;

/**
 * Suspends a recipient, or all, as the register would and under its lock, in the transaction of what makes it needed. Only the privacy manager
 * can lift it. Nothing to do where it stands already.
 */
export async function suspend(
  client: ClientBase,
  log: AuditLog,
  { payload, by, now, facts: besides }: Suspending,
): Promise<void> {
  const key = payload.organisation ?? EVERYBODY;
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7301401))', ['SUSPENSION']);
  const standing = await client.query(
    `select from register_entries where register = 'SUSPENSION' and key = $1 and superseded_at is null and not ended`,
    [key],
  );
  if (standing.rowCount !== 0) return;
  const { rows } = await client.query<{ version: number }>(SUPERSEDE, [key, now]);
  const version = (rows[0]?.version ?? 0) + 1;
  const values = [randomUUID(), key, version, JSON.stringify(payload), payload.organisation, now, by];
  await client.query(RECORD, values);
  const facts = { register: 'SUSPENSION', step: 'RECORD', key, version, ...besides };
  await log.append(client, [{ kind: 'REGISTER', trail: null, instant: now, facts }]);
}
