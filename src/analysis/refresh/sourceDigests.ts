import { readRows } from './copyRows.js';
import type { OpenSources } from './openSources.js';
import type { Window } from './window.js';

/** What each person's rows in a source come to, by key. Equal digests: equal rows, but for a chance of 2^-64. */
export interface SourceDigests {
  readonly children: ReadonlyMap<number, string>;
  readonly members: ReadonlyMap<number, string>;
  readonly guardians: ReadonlyMap<number, string>;
}

// Rows have distinct keys, so that no two cancel each other out. Only columns that facts are made from are in it.
const ENROLMENTS = `SELECT e.child_id AS id, hash_record_extended(ROW(1, e.id, c.course_id, c.term), 0) AS h
  FROM enrolments e JOIN classes c ON c.id = e.class_id`;
const attendance = ({ from, until }: Window): string => `
  SELECT e.child_id AS id, hash_record_extended(ROW(2, a.id, a.held_on, a.status), 0) AS h
  FROM attendance a JOIN enrolments e ON e.id = a.enrolment_id WHERE a.held_on >= '${from}' AND a.held_on < '${until}'`;
const purchases = ({ from, until }: Window): string => `
  SELECT member_id AS id, hash_record_extended(ROW(id, product_id, shop_id, purchased_on, amount), 0) AS h
  FROM purchases WHERE purchased_on >= '${from}' AND purchased_on < '${until}'`;
const ENTRIES = `SELECT guardian_reference AS id, hash_record_extended(ROW(id, campaign_id), 0) AS h FROM campaign_entries`;

/**
 * One scan of each table, one line a person: what changed since is found without a write to a source, a trigger or a watermark in
 * it, and deletions and late commits are seen like everything else.
 */
export async function readSourceDigests(sources: OpenSources, window: Window): Promise<SourceDigests> {
  return {
    children: await digests(sources.club, `${ENROLMENTS} UNION ALL ${attendance(window)}`),
    members: await digests(sources.coop, purchases(window)),
    guardians: await digests(sources.broadcaster, ENTRIES),
  };
}

async function digests(client: OpenSources['club'], rows: string): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  await readRows(
    client,
    `SELECT id, bit_xor(h), count(*) FROM (${rows}) AS hashed GROUP BY id`,
    ([id, hash, count]) => {
      found.set(Number(id), `${hash}/${count}`);
    },
  );
  return found;
}
