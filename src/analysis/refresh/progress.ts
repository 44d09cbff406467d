import type { ClientBase } from 'pg';
import type { Domains } from '../domains.js';

/** What a refresh is to make. A later one takes up where it broke off only if all of this is the same. */
export interface Target {
  readonly takenOn: string;
  readonly boundsHash: string;
  readonly domains: Domains;
}

/** A full refresh under way, as the database knows it. */
export interface Progress {
  readonly number: number;
  readonly base: number;
  readonly steps: ReadonlySet<string>;
  /** Effects whose cause was known when people were read. */
  readonly seenEffects: readonly string[];
}

interface ProgressRow {
  readonly number: number;
  readonly base: number;
  readonly steps: readonly string[];
  readonly seen_effects: readonly string[];
  readonly same: boolean;
}

/** The refresh that broke off, if it was to make the same; else a new one. What another left behind is dropped. */
export async function resumeOrBegin(governance: ClientBase, target: Target): Promise<Progress> {
  const { rows } = await governance.query<ProgressRow>(
    `SELECT number, base, steps, seen_effects::text[], taken_on = $1 AND bounds_hash = $2 AND domains = $3::jsonb AS same FROM analysis_refreshes`,
    [target.takenOn, target.boundsHash, JSON.stringify(target.domains)],
  );
  const [found] = rows;
  if (found?.same === true) {
    return { number: found.number, base: found.base, steps: new Set(found.steps), seenEffects: found.seen_effects };
  }
  if (found !== undefined) await forget(governance);
  return begin(governance, target);
}

async function begin(governance: ClientBase, { takenOn, boundsHash, domains }: Target): Promise<Progress> {
  const { rows } = await governance.query<{ number: number; base: number }>(
    `INSERT INTO analysis_refreshes (number, base, taken_on, bounds_hash, domains, steps, seen_effects)
     SELECT coalesce(max(number), 0) + 1, coalesce(max(base), 0) + 1, $1, $2, $3, '{}', '{}' FROM analysis_snapshots
     RETURNING number, base`,
    [takenOn, boundsHash, JSON.stringify(domains)],
  );
  const { number = 1, base = 1 } = rows[0] ?? {};
  return { number, base, steps: new Set(), seenEffects: [] };
}

/** One step in one transaction with the word that it is done: after a crash it is done, or as if it had never begun. */
export async function step(governance: ClientBase, name: string, work: () => Promise<void>): Promise<void> {
  await governance.query('BEGIN');
  // Sorting and hashing years of purchases: far more than a request may have.
  await governance.query(`SET LOCAL work_mem = '128MB'`);
  await work();
  await governance.query('UPDATE analysis_refreshes SET steps = steps || $1::text', [name]);
  await governance.query('COMMIT');
}

export async function forget(governance: ClientBase): Promise<void> {
  await governance.query('DELETE FROM analysis_refreshes');
}
