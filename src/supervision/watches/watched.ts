import type { Pool } from 'pg';
import type { Policy } from '../../policy/policy.js';
import { tokyoToday } from '../../policy/lifeStage.js';
import type { RegisterDefinition } from '../../registry/registers/registerDefinition.js';
import type { Members, Payload } from '../../registry/registers/shape.js';
import { readUndelivered, type Undelivered } from './undelivered.js';
import type { ReadChildren } from '../provisions/consentStops.js';
import { readUnspoken, type Unspoken } from './unspoken.js';
import { readWaiting, type Waiting } from './waiting.js';

/** An entry as those who watch need it. */
export interface WatchedEntry<P> {
  readonly key: string;
  readonly payload: P;
  readonly counts: boolean;
  readonly ended: boolean;
  readonly validFrom: Date;
}

/** The entries of one register, by key. */
type ReadRegister = <M extends Members>(definition: RegisterDefinition<M>) => readonly WatchedEntry<Payload<M>>[];

export interface RecordHealth {
  /** Why nothing may be appended; null: it may. */
  readonly closed: string | null;
  /** Whether the last checkpoint could not be signed or copied. */
  readonly unkept: boolean;
}

/** What a reading of what is watched needs. */
export interface Watching extends Pick<Watched, 'policy' | 'now' | 'dataSets'> {
  /** @default open, and kept */
  readonly record?: RecordHealth;
  /** @default no source is asked, as nothing there degrades the health */
  readonly readChildren?: ReadChildren;
}

/** What is on record, at one instant, for all watches at once. */
export interface Watched {
  readonly now: Date;
  /** Its Asia/Tokyo day. */
  readonly today: string;
  readonly policy: Policy;
  /** Tables of the sources that are about persons. */
  readonly dataSets: readonly string[];
  /** What persons asked for and did not come through. */
  readonly undelivered: readonly Undelivered[];
  /** How the audit log of this gateway is. */
  readonly record: RecordHealth;
  readonly waiting: Waiting;
  /** Null: could not be read. */
  readonly unspoken: readonly Unspoken[] | null;
  /** Entries that count now. */
  readonly inForce: ReadRegister;
  /** The latest version of each, also of those that ended or ran out. */
  readonly latest: ReadRegister;
}

interface Row {
  readonly register: string;
  readonly key: string;
  readonly payload: object;
  readonly counts: boolean;
  readonly ended: boolean;
  readonly valid_from: number;
}

/** Three statements, whatever is on record, and with a source one and its own; of requests only those that have no answer, or of whose answer nothing says that it was told. */
export async function readWatched(
  pool: Pool,
  registers: readonly string[],
  { policy, now, dataSets, record = { closed: null, unkept: false }, readChildren }: Watching,
): Promise<Watched> {
  const { rows } = await pool.query<Row>({
    name: 'registers that are watched',
    text: `SELECT e.register, e.key, e.payload, e.ended, (extract(epoch from e.valid_from) * 1000)::float8 AS valid_from,
                  f.id IS NOT NULL AS counts
             FROM register_entries e LEFT JOIN register_entries_at($2) f USING (id)
            WHERE e.register = ANY ($1) AND e.superseded_at IS NULL
              AND NOT (e.ended AND e.register = 'RIGHTS_CASE'
                       AND (e.payload ->> 'channel' = 'MEMBER_PAGE' OR e.payload #>> '{outcome,told,by}' IS NOT NULL)) ORDER BY e.register, e.key`,
    values: [registers, now],
  });
  const byRegister = Map.groupBy(rows, ({ register }) => register);
  const latest: ReadRegister = <M extends Members>({ name }: RegisterDefinition<M>) =>
    (byRegister.get(name) ?? []).map(({ key, payload, counts, ended, valid_from: from }) => {
      return { key, payload: payload as Payload<M>, counts, ended, validFrom: new Date(from) };
    });
  return {
    now,
    today: tokyoToday(now),
    policy,
    dataSets,
    record,
    undelivered: await readUndelivered(pool, now),
    waiting: await readWaiting(pool, now),
    unspoken: readChildren === undefined ? [] : await readUnspoken(pool, now, readChildren),
    latest,
    inForce: (definition) => latest(definition).filter(({ counts }) => counts),
  };
}
