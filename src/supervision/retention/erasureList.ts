import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { SUBJECT_KINDS } from '../../policy/vocabulary.js';

/**
 * Who was erased, kept beside the databases and not in them, so that no restored backup can forget it: kind and row key, a line each. It has
 * no personal value; with the data gone the key says that there was somebody, and of what kind.
 */
export interface ErasureList {
  read(): readonly SubjectReference[];
  add(subjects: readonly SubjectReference[]): void;
}

/** In a folder of the gateway, for its user only; of one governance database, by the origin of its log, which a backup has too. */
export function erasureListIn(folder: string, origin: string): ErasureList {
  const path = join(folder, `erasures-${origin.replaceAll(/[^a-z0-9-]/gi, '-')}.txt`);
  const read = (): readonly SubjectReference[] =>
    existsSync(path) ? readFileSync(path, 'utf8').split('\n').flatMap(subjectOf) : [];
  return {
    read,
    add: (subjects) => {
      if (subjects.length === 0) return;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const lines = subjects.map(({ kind, reference }) => `${kind} ${reference}\n`).join('');
      const file = openSync(path, 'a', 0o600);
      try {
        writeSync(file, lines);
        // On the disk before anybody is told that the person is erased.
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    },
  };
}

/** A line that was cut off by a crash is none: it is written again by the next round. */
function subjectOf(line: string): readonly SubjectReference[] {
  const [word, number] = line.split(' ');
  const kind = SUBJECT_KINDS.find((name) => name === word);
  return kind !== undefined && number !== undefined && /^[1-9]\d*$/.test(number)
    ? [{ kind, reference: Number(number) }]
    : [];
}

/** What the governance database knows goes to the list; @returns what the list knows and the database does not: a backup forgot it. */
export async function reconcile(pool: Pool, list: ErasureList): Promise<readonly SubjectReference[]> {
  const { rows } = await pool.query<SubjectReference>(
    `select subject_kind as kind, subject_reference as reference from erasures where state <> 'HELD' order by recorded_at`,
  );
  const written = list.read();
  const inList = new Set(written.map(keyOf));
  list.add(rows.filter((subject) => !inList.has(keyOf(subject))));
  const known = new Set(rows.map(keyOf));
  return written.filter((subject) => !known.has(keyOf(subject)));
}

function keyOf({ kind, reference }: SubjectReference): string {
  return `${kind} ${reference}`;
}
