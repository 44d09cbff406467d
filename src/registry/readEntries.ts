import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Role } from '../policy/vocabulary.js';
import type { Entry, EntryFilter, EntryPage, RegisterDefinition } from './registers/registerDefinition.js';
import type { Members, Payload } from './registers/shape.js';

/** IN_FORCE: what counts at the instant. LATEST: the last version of each entry. HISTORY: all versions. */
export type EntryScope = 'IN_FORCE' | 'LATEST' | 'HISTORY';

export interface EntryQuestion {
  readonly filter: EntryFilter;
  readonly scope: EntryScope;
  /** After a key; of HISTORY: after a version. @default all */
  readonly page?: EntryPage<string | number> | null;
  /** null: the database's clock. */
  readonly now: Date | null;
}

interface EntryRow {
  readonly register: string;
  readonly key: string;
  readonly version: number;
  readonly payload: object;
  readonly valid_from: number;
  readonly valid_to: number | null;
  readonly ended: boolean;
  readonly recorded_at: number;
  readonly recorded_by: string;
  readonly recorded_role: Role;
  readonly reason: string | null;
  readonly superseded_at: number | null;
}

// Instants leave the database as numbers: whatever parsers the connection has, no time zone can move them.
const COLUMNS = ['valid_from', 'valid_to', 'recorded_at', 'superseded_at']
  .map((name) => `(extract(epoch from ${name}) * 1000)::float8 as ${name}`)
  .concat('register', 'key', 'version', 'payload', 'ended', 'recorded_by', 'recorded_role', 'reason')
  .join(', ');

/** One statement, by key and version. */
export async function readEntries<M extends Members>(
  manager: SqlEntityManager,
  definition: RegisterDefinition<M>,
  { filter, scope, page = null, now }: EntryQuestion,
): Promise<readonly Entry<Payload<M>>[]> {
  const { key, organisation, subject, requestedBy, person } = filter;
  const after = page?.after ?? null;
  const conditions: readonly (readonly [sql: string, ...values: unknown[]])[] = [
    ['register = ?', definition.name],
    ...(scope === 'HISTORY' ? [] : [['superseded_at is null'] as const]),
    ...(key === undefined ? [] : [['key = ?', key] as const]),
    ...(organisation === undefined ? [] : [['organisation = ?', organisation] as const]),
    ...(subject === undefined
      ? []
      : [['subject_kind = ? and subject_reference = ?', subject.kind, subject.reference] as const]),
    ...(requestedBy === undefined
      ? []
      : [[`payload -> 'requestedBy' = ?::jsonb`, JSON.stringify(requestedBy)] as const]),
    ...(person === undefined ? [] : [[`payload ->> 'person' = ?`, person] as const]),
    ...(after === null ? [] : [[`${scope === 'HISTORY' ? 'version' : 'key'} > ?`, after] as const]),
  ];
  const from = scope === 'IN_FORCE' ? 'register_entries_at(coalesce(?, clock_timestamp()))' : 'register_entries';
  const rows: readonly EntryRow[] = await manager.execute(
    `select ${COLUMNS} from ${from} where ${conditions.map(([sql]) => sql).join(' and ')} order by key, version limit ?`,
    [...(scope === 'IN_FORCE' ? [now] : []), ...conditions.flatMap(([, ...values]) => values), page?.first ?? null],
  );
  return rows.map((row) => entryOf<Payload<M>>(row));
}

function entryOf<P>(row: EntryRow): Entry<P> {
  return {
    register: row.register,
    key: row.key,
    version: row.version,
    payload: row.payload as P,
    validFrom: new Date(row.valid_from),
    validTo: dateOf(row.valid_to),
    ended: row.ended,
    recordedAt: new Date(row.recorded_at),
    recordedBy: row.recorded_by,
    recordedRole: row.recorded_role,
    reason: row.reason,
    supersededAt: dateOf(row.superseded_at),
  };
}

function dateOf(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds);
}
