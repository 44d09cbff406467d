import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { AuditLog } from '../../audit/auditLog.js';
import type { EntryDraft } from '../../audit/entryDraft.js';
import { VOLUME_WATCH, type SuspensionPayload } from '../../registry/registers/suspension.js';
import type { VolumeUse } from './readVolumes.js';

interface Exceeding {
  readonly organisation: string;
  readonly exceeded: VolumeUse;
  readonly trail: NonNullable<EntryDraft['trail']>;
}

const SUPERSEDE = `update register_entries set superseded_at = $2
  where register = 'SUSPENSION' and key = $1 and superseded_at is null returning version`;

const RECORD = `
  insert into register_entries (id, register, key, version, payload, organisation, valid_from, valid_to, ended, recorded_at, recorded_by,
                                recorded_role, reason, superseded_at)
  values ($1, 'SUSPENSION', $2, $3, $4, $2, $5, null, false, $5, $6, 'SECURITY_OFFICER', null, null)`;

/**
 * Suspends a recipient in the transaction that counted it over its limit, as the register would: under its lock, so that no other change of
 * it comes between. There is nobody to ask; only the privacy manager can lift it. Nothing to do where it is suspended already.
 */
export async function suspendForVolume(client: ClientBase, log: AuditLog, exceeding: Exceeding): Promise<void> {
  const { organisation, exceeded, trail } = exceeding;
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7301401))', ['SUSPENSION']);
  const standing = await client.query(
    `select from register_entries where register = 'SUSPENSION' and key = $1 and superseded_at is null and not ended`,
    [organisation],
  );
  if (standing.rowCount !== 0) return;
  const why = `${exceeded.used} subjects in ${exceeded.days} days; the limit is ${exceeded.subjects}.`;
  const payload: SuspensionPayload = { organisation, why, cause: 'VOLUME_LIMIT' };
  const { rows } = await client.query<{ version: number }>(SUPERSEDE, [organisation, trail.now]);
  const version = (rows[0]?.version ?? 0) + 1;
  const values = [randomUUID(), organisation, version, JSON.stringify(payload), trail.now, VOLUME_WATCH];
  await client.query(RECORD, values);
  const { used, subjects, days } = exceeded;
  const facts = { register: 'SUSPENSION', step: 'RECORD', key: organisation, version, used, subjects, days };
  await log.append(client, [{ kind: 'REGISTER', trail: null, instant: trail.now, facts }]);
}
