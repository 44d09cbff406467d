import type { ClientBase } from 'pg';
import type { AuditLog } from '../../audit/auditLog.js';
import type { EntryDraft } from '../../audit/entryDraft.js';
import { VOLUME_WATCH } from '../../registry/registers/suspension.js';
import type { VolumeUse } from './readVolumes.js';
import { suspend } from './suspend.js';

interface Exceeding {
  readonly organisation: string;
  readonly exceeded: VolumeUse;
  readonly trail: NonNullable<EntryDraft['trail']>;
}

/** Suspends a recipient in the transaction that counted it over its limit, so that no other change of it comes between. */
export async function suspendForVolume(client: ClientBase, log: AuditLog, exceeding: Exceeding): Promise<void> {
  const { organisation, exceeded, trail } = exceeding;
  const { used, subjects, days } = exceeded;
  const why = `${used} subjects in ${days} days; the limit is ${subjects}.`;
  const payload = { organisation, why, cause: 'VOLUME_LIMIT' } as const;
  await suspend(client, log, { payload, by: VOLUME_WATCH, now: trail.now, facts: { used, subjects, days } });
}
