import type { ClientBase } from 'pg';
import { FOR_EVER, tablesOf } from '../storeNames.js';
import type { GeneralisedFamily } from './generalise.js';

export interface Changes {
  /** Families to be written, new and changed ones, by number. */
  readonly written: ReadonlyMap<number, GeneralisedFamily>;
  /** Numbers whose rows end: changed families, and those that are gone. */
  readonly ended: readonly number[];
  /** Families whose rows hold before. */
  readonly stored: number;
}

/** Compares the digests of now with the stored ones. A family that comes back gets a number of its own. */
export async function changesSince(
  governance: ClientBase,
  base: number,
  all: readonly GeneralisedFamily[],
): Promise<Changes> {
  const { families } = tablesOf(base);
  const { rows } = await governance.query<{ family: number; pseudonym: string; digest: string }>(
    `SELECT family, encode(family_pseudonym, 'hex') AS pseudonym, encode(digest, 'hex') AS digest FROM ${families} WHERE until = ${FOR_EVER}`,
  );
  const last = await governance.query<{ family: number }>(`SELECT coalesce(max(family), 0) AS family FROM ${families}`);
  let next = last.rows[0]?.family ?? 0;
  const stored = new Map(rows.map((row) => [row.pseudonym, row]));
  const written = new Map<number, GeneralisedFamily>();
  const ended: number[] = [];
  for (const family of all.toSorted((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1))) {
    const before = stored.get(family.pseudonym);
    stored.delete(family.pseudonym);
    if (before?.digest === family.digest) continue;
    if (before !== undefined) ended.push(before.family);
    written.set(before?.family ?? (next += 1), family);
  }
  ended.push(...[...stored.values()].map(({ family }) => family));
  return { written, ended, stored: rows.length };
}
