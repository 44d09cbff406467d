import type { SubjectReference } from '../../policy/consentRecord.js';
import type { CLEARED_BEFORE } from '../../policy/policy.js';
import type { DataCategory } from '../../policy/vocabulary.js';
import type { Source } from '../openSource.js';

/** Rows by table. */
export type ClearedRows = Readonly<Record<string, number>>;

/** What is done about whoever left the Club up to a day; the keys of those under a hold are left alone. */
export interface Leaving {
  /** YYYY-MM-DD, Asia/Tokyo. */
  readonly leftUpTo: string;
  readonly held: { readonly GUARDIAN: readonly number[]; readonly CHILD_PARTICIPANT: readonly number[] };
}

/** The Club's data of those who left it. */
export interface Leavers {
  /** Everybody who left up to that day, whom nobody needs any more. */
  departed(leaving: Leaving): Promise<readonly SubjectReference[]>;
  /** How many rows still have something of a category. */
  count(category: DataCategory, leaving: Leaving): Promise<ClearedRows>;
  /** Takes it out of them; a second time there is nothing left. */
  clear(category: DataCategory, leaving: Leaving): Promise<ClearedRows>;
}

interface Clearing {
  readonly table: string;
  /** Rows that still have it, of a person `p`. */
  readonly has: string;
  readonly set: string;
}

const PEOPLE = [
  { kind: 'GUARDIAN', table: 'guardians' },
  { kind: 'CHILD_PARTICIPANT', table: 'children' },
] as const;

/** A guardian of a child who is in the Club, or was until after that day, is still needed. */
const GONE = `p.left_on <= $1::date AND NOT p.id = ANY ($2::int[])`;
const NOT_NEEDED = `NOT EXISTS (SELECT FROM guardian_links l JOIN children c ON c.id = l.child_id
  WHERE l.guardian_id = p.id AND l.state = 'ACTIVE' AND (l.ended_on IS NULL OR l.ended_on > $1::date)
  AND (c.left_on IS NULL OR c.left_on > $1::date))`;
const OF_TABLE = { guardians: `${GONE} AND ${NOT_NEEDED}`, children: GONE } as const;

/**
 * What of a category can go before the person does, by column. Names, codes and birth dates say whose record it is and go with the row, and so
 * does the sex, for which the club's table has no word that says nothing; purchases are the co-op's own. Postal code and street narrow an address; the municipality is kept for statistics of years past.
 */
const CLEARINGS: Readonly<Record<(typeof CLEARED_BEFORE)[number], Omit<Clearing, 'table'>>> = {
  PHONE: { has: 'p.phone IS NOT NULL', set: 'phone = NULL' },
  EMAIL: { has: 'p.email IS NOT NULL', set: 'email = NULL' },
  ADDRESS: { has: `(p.postal_code, p.street) <> ('', '')`, set: `postal_code = '', street = ''` },
};

/** Of the club's database. @throws whatever the database says */
export function createLeavers(club: Source): Leavers {
  const each = async (category: DataCategory, leaving: Leaving, statement: (clearing: Clearing) => string) => {
    const clearing = (CLEARINGS as Readonly<Partial<Record<DataCategory, Omit<Clearing, 'table'>>>>)[category];
    const rows: Record<string, number> = {};
    if (clearing === undefined) return rows;
    for (const { kind, table } of PEOPLE) {
      const { rowCount } = await club.pool.query(statement({ table, ...clearing }), [
        leaving.leftUpTo,
        leaving.held[kind],
      ]);
      rows[table] = rowCount ?? 0;
    }
    return rows;
  };
  return {
    departed: async (leaving) => {
      const found: SubjectReference[] = [];
      // Children first: a guardian is needed as long as a child is there.
      for (const { kind, table } of PEOPLE.toReversed()) {
        const { rows } = await club.pool.query<{ id: number }>(
          `SELECT p.id FROM ${table} p WHERE ${OF_TABLE[table]} ORDER BY p.id`,
          [leaving.leftUpTo, leaving.held[kind]],
        );
        found.push(...rows.map(({ id }) => ({ kind, reference: id })));
      }
      return found;
    },
    count: (category, leaving) =>
      each(category, leaving, ({ table, has }) => `SELECT FROM ${table} p WHERE ${whereOf(table)} AND ${has}`),
    clear: (category, leaving) =>
      each(
        category,
        leaving,
        ({ table, has, set }) => `UPDATE ${table} p SET ${set} WHERE ${whereOf(table)} AND ${has}`,
      ),
  };
}

function whereOf(table: string): string {
  return table === 'guardians' ? OF_TABLE.guardians : OF_TABLE.children;
}
