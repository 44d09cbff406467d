import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { AuditLog } from '../../audit/auditLog.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { daysAfter, tokyoToday } from '../../policy/lifeStage.js';
import type { Policy } from '../../policy/policy.js';
import { CLOCKED_CATEGORIES } from '../../policy/vocabulary.js';
import { dropRecords } from './dropRecords.js';
import type { EraserPort, LeaversPort } from './retentionPorts.js';
import { underHold } from './underHold.js';

export interface RetentionGround {
  /** Of the governance database. */
  readonly pool: Pool;
  readonly log: AuditLog;
  readonly leavers: LeaversPort;
  readonly eraser: EraserPort;
}

export interface RetentionOrder {
  readonly policy: Policy;
  readonly now: Date;
  /** Only counts; nothing is changed. */
  readonly dryRun: boolean;
  /** Told how far it is. @default silence */
  readonly say?: (message: string) => void;
}

/** What a run did, or would do: counts, never whose they were. */
export interface RetentionRun {
  readonly id: string;
  readonly dryRun: boolean;
  /** Rows by category and table. */
  readonly cleared: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly erased: number;
  /** Erased when their hold ends: a flag, an order or a welfare case. */
  readonly held: number;
  readonly provisions: number;
  /** What the gateway kept of what persons asked for, by what it is. */
  readonly records: Readonly<Record<string, number>>;
}

const LOCK = `hashtextextended('noren retention', 7301401)`;

/**
 * Takes out what has been kept long enough (APPI 22): categories of who left, then persons, then records of provision and of what persons
 * asked for. One run at a time, of
 * all gateways. Each step can be done again, so that a run that broke off is finished by the next.
 * @returns null when another run is under way
 */
export async function runRetention(ground: RetentionGround, order: RetentionOrder): Promise<RetentionRun | null> {
  const client = await ground.pool.connect();
  try {
    const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${LOCK}) as got`);
    if (rows[0]?.got !== true) return null;
    try {
      return await recorded(ground, client, order);
    } finally {
      await client.query(`select pg_advisory_unlock(${LOCK})`);
    }
  } finally {
    client.release();
  }
}

async function recorded(ground: RetentionGround, client: PoolClient, order: RetentionOrder): Promise<RetentionRun> {
  const { policy, now, dryRun } = order;
  const id = randomUUID();
  await client.query(
    `insert into retention_runs (id, as_of, policy_version, dry_run, started_at) values ($1, $2, $3, $4, $5)`,
    [id, tokyoToday(now), policy.version, dryRun, now],
  );
  try {
    const cleared = await clearCategories(ground, client, order);
    const { erased, held } = await erasePersons(ground, client, order);
    const provisions = await dropProvisions(client, order);
    const records = await dropRecords(client, order);
    const run = { id, dryRun, cleared, erased, held, provisions, records };
    await finish(ground, client, run, now);
    return run;
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    await client.query('update retention_runs set problem = $2 where id = $1', [
      id,
      typeof code === 'string' ? code : 'FAILED',
    ]);
    throw error;
  }
}

async function clearCategories({ leavers }: RetentionGround, client: PoolClient, order: RetentionOrder) {
  const { policy, now, dryRun, say } = order;
  const held = await heldAt(client, now);
  const cleared: Record<string, Readonly<Record<string, number>>> = {};
  for (const category of CLOCKED_CATEGORIES) {
    const leftUpTo = daysAfter(tokyoToday(now), -policy.retention.afterLeavingDays[category]);
    const rows = await (dryRun
      ? leavers.count(category, { leftUpTo, held })
      : leavers.clear(category, { leftUpTo, held }));
    if (Object.values(rows).every((count) => count === 0)) continue;
    cleared[category] = rows;
    say?.(`${category} of who left up to ${leftUpTo}: ${JSON.stringify(rows)}`);
  }
  return cleared;
}

/** Whoever left longer ago than the longest of the periods. */
async function erasePersons({ leavers, eraser }: RetentionGround, client: PoolClient, order: RetentionOrder) {
  const { policy, now, dryRun, say } = order;
  const longest = Math.max(...Object.values(policy.retention.afterLeavingDays));
  const leftUpTo = daysAfter(tokyoToday(now), -longest);
  const due = await leavers.departed({ leftUpTo, held: { GUARDIAN: [], CHILD_PARTICIPANT: [] } });
  const counts = { erased: 0, held: 0 };
  for (const subject of due) {
    const waits = dryRun ? await isHeld(client, subject, now) : (await eraser.erase(subject)).state === 'HELD';
    if (waits) counts.held += 1;
    else counts.erased += 1;
    const done = counts.erased + counts.held;
    if (done % 100 === 0 || done === due.length) say?.(`${done} of ${due.length} persons who left up to ${leftUpTo}`);
  }
  return counts;
}

/** Kept for their period after the last provision of the same person to the same recipient (APPI 29). */
async function dropProvisions(client: PoolClient, { policy, now, dryRun }: RetentionOrder): Promise<number> {
  const old = `provisions p where not exists (select from provisions later where later.recipient = p.recipient
    and later.subject_key = p.subject_key and later.provided_at >= $1)`;
  const since = new Date(now.getTime() - policy.retention.provisionRecordDays * 86_400_000);
  const { rowCount } = await client.query(dryRun ? `select from ${old}` : `delete from ${old}`, [since]);
  return rowCount ?? 0;
}

async function finish({ log }: RetentionGround, client: PoolClient, run: RetentionRun, now: Date): Promise<void> {
  const { id, dryRun, cleared, erased, held, provisions, records } = run;
  await client.query('begin');
  try {
    await client.query(
      `update retention_runs set finished_at = $2, cleared = $3, erased = $4, held = $5, provisions = $6, records = $7 where id = $1`,
      [id, now, JSON.stringify(cleared), erased, held, provisions, JSON.stringify(records)],
    );
    const counts = Object.entries(cleared).flatMap(([category, tables]) =>
      Object.entries(tables).map(([table, count]) => `${category}:${table}=${count}`),
    );
    const dropped = Object.entries(records).map(([what, count]) => `${what}=${count}`);
    const facts = { retention: id, dryRun, cleared: counts, erased, held, provisions, records: dropped };
    await log.append(client, [{ kind: 'ERASURE', trail: null, instant: now, facts }]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function heldAt(client: PoolClient, now: Date) {
  const { rows } = await client.query<SubjectReference>(underHold('$1'), [now]);
  const of = (kind: SubjectReference['kind']) =>
    rows.filter((row) => row.kind === kind).map(({ reference }) => reference);
  return { GUARDIAN: of('GUARDIAN'), CHILD_PARTICIPANT: of('CHILD_PARTICIPANT') };
}

async function isHeld(client: PoolClient, { kind, reference }: SubjectReference, now: Date): Promise<boolean> {
  const held = await heldAt(client, now);
  return (kind === 'GUARDIAN' ? held.GUARDIAN : held.CHILD_PARTICIPANT).includes(reference);
}
