import type { Pool } from 'pg';
import { createPseudonyms } from '../pseudonyms.js';
import { tablesOf } from '../storeNames.js';
import { takenBack } from '../takenBack.js';
import type { RowClassKey } from './rowClasses.js';
import { withSegment } from './segmentClasses.js';

/** Among whose rows a segment is shown as a class; empty texts: no consent opens it. */
export interface SegmentClassKey extends Omit<RowClassKey, 'kind'> {
  readonly purpose: string;
  readonly recipient: string;
  /** JSON of the row classes that the rows are shown by: segments counted with others are withheld. */
  readonly rowClasses: string;
  /** Number of the snapshot that the segments are of: those counted on another one are withheld. */
  readonly snapshot: number | null;
}

export interface FoundSegments {
  /** Null: there is none. */
  readonly snapshot: number | null;
  /** By guardian; who is not in the snapshot, was taken back since, or has somebody silent in the family, is not in it. */
  readonly segments: ReadonlyMap<number, string>;
}

/** What de-identified rows show of a segment. */
export interface SegmentsShown {
  /** Null: withheld. */
  of(combination: string, segment: string): string | null;
}

export interface PurchaseSegments {
  /** The segment of each guardian's family in the last snapshot, in one statement. `silent`: guardians without whose word no segment of theirs comes out. */
  ofGuardians(references: readonly number[], silent?: readonly number[]): Promise<FoundSegments>;
  shown(key: SegmentClassKey): Promise<SegmentsShown>;
}

interface Snapshot {
  readonly base: number;
  readonly number: number;
  readonly segments: readonly string[];
}

async function currentSegments(pool: Pool): Promise<Snapshot | null> {
  const { rows } = await pool.query<Snapshot>(
    `SELECT base, number, domains -> 'PURCHASE_SEGMENT' AS segments FROM analysis_snapshots WHERE status = 'CURRENT'`,
  );
  return rows[0] ?? null;
}

/** The snapshot knows people by keyed names: `key` is that of the refresh. */
export function createPurchaseSegments(pool: Pool, key: Buffer): PurchaseSegments {
  const pseudonyms = createPseudonyms(key);
  const nameOf = (reference: number) => pseudonyms.subject({ kind: 'GUARDIAN', reference });
  return {
    ofGuardians: async (references, silent = []) => {
      const snapshot = await currentSegments(pool);
      if (snapshot === null) return { snapshot: null, segments: new Map() };
      const { subjects, facts } = tablesOf(snapshot.base);
      const { rows } = await pool.query<{ reference: number; position: number | null }>(
        `SELECT asked.reference, f.purchase_segment AS position
         FROM unnest($1::text[], $2::int[]) AS asked (name, reference)
         JOIN ${subjects} s ON s.subject_pseudonym = decode(asked.name, 'hex') AND s.since <= $3 AND s.until > $3
         JOIN ${facts('FAMILIES', [])} f ON f.family = s.family AND f.since <= $3 AND f.until > $3
         WHERE NOT ${takenBack({ subjects, family: 's.family', snapshot: '$3' })}
           AND NOT EXISTS (SELECT FROM unnest($4::text[]) AS silent (name)
             JOIN ${subjects} own ON own.subject_pseudonym = decode(silent.name, 'hex') AND own.since <= $3 AND own.until > $3
             WHERE own.family = s.family)`,
        [references.map(nameOf), references, snapshot.number, silent.map(nameOf)],
      );
      const found = rows.flatMap(({ reference, position }) => {
        const segment = position === null ? undefined : snapshot.segments[position];
        return segment === undefined ? [] : [[reference, segment] as const];
      });
      return { snapshot: snapshot.number, segments: new Map(found) };
    },
    shown: async ({ scope, withSex, k, purpose, recipient, rowClasses, snapshot }) => {
      const { rows } = await pool.query<{ classes: Record<string, string> }>(
        `SELECT classes FROM analysis_segment_classes
         WHERE scope = $1 AND with_sex = $2 AND k = $3 AND purpose = $4 AND recipient = $5 AND snapshot = $7
           AND EXISTS (SELECT FROM analysis_row_classes rows WHERE rows.subject_kind = 'GUARDIAN' AND rows.scope = $1
                         AND rows.with_sex = $2 AND rows.k = $3 AND rows.classes = $6::jsonb)`,
        [scope, withSex, k, purpose, recipient, rowClasses, snapshot],
      );
      const classes = new Map(Object.entries(rows[0]?.classes ?? {}));
      return { of: (combination, segment) => classes.get(withSegment(combination, segment)) ?? null };
    },
  };
}
