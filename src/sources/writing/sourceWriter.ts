import type pg from 'pg';
import { NorenError } from '../../errors.js';
import { inTransaction } from '../../inTransaction.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { Source, SourceName } from '../openSource.js';
import { erasureStatements } from './erasureStatements.js';
import { optInStatement, type OptInWord } from './optInStatement.js';
import { personRow } from './personTables.js';

/** Values by column. */
export type Columns = Readonly<Record<string, string | null>>;

/** What an erasure did, by table: rows that are gone or emptied. */
export type ErasedRows = Readonly<Record<string, number>>;

/** All that the gateway ever writes into a source: a person's correction, word on advertising, and erasure. */
export interface SourceWriter {
  /** These columns of the person's own row; null: there is no such row. */
  read(subject: SubjectReference, columns: readonly string[]): Promise<Columns | null>;
  /**
   * Writes `after` where the row still says `before`, or says `after` already (a repetition).
   * @returns false when the row says something else by now, or is gone
   */
  correct(subject: SubjectReference, before: Columns, after: Columns): Promise<boolean>;
  /** The giver's word from now on. @returns false when the club has a later one, or one of the two is gone */
  optIn(word: OptInWord): Promise<boolean>;
  /** Removes or empties what the source has of the person, in one transaction; a second time it finds nothing. */
  erase(source: SourceName, subject: SubjectReference, today: string): Promise<ErasedRows>;
}

type Sources = Readonly<Record<SourceName, Source>>;

/** @throws NorenError (each method) SOURCE_UNAVAILABLE; `details.problem` is SOURCE_NOT_WRITABLE where the role may only read. */
export function createSourceWriter(sources: Sources): SourceWriter {
  return {
    read: async (subject, columns) => {
      const { source, table, id } = personRow(subject);
      const list = columns.map((column) => `${column}::text`).join(', ');
      const { rows } = await asked(
        source,
        sources[source].pool.query<Columns>(`SELECT ${list} FROM ${table} WHERE id = $1`, [id]),
      );
      return rows[0] ?? null;
    },
    correct: async (subject, before, after) => {
      const { source, table, id } = personRow(subject);
      const columns = Object.keys(after);
      const set = columns.map((column, index) => `${column} = ${placeholder(column, index + 2)}`).join(', ');
      const says = (first: number) =>
        columns.map((column, index) => `${column}::text IS NOT DISTINCT FROM $${index + first}::text`).join(' AND ');
      const statement = `UPDATE ${table} SET ${set} WHERE id = $1 AND ((${says(2 + columns.length)}) OR (${says(2)}))`;
      const values = [id, ...columns.map((name) => after[name]), ...columns.map((name) => before[name] ?? null)];
      const { rowCount } = await asked(source, sources[source].pool.query(statement, values));
      return rowCount === 1;
    },
    optIn: async (word) => {
      const statement = optInStatement(word);
      if (statement === undefined) return false;
      const { rowCount } = await asked('club', sources.club.pool.query(statement));
      return rowCount === 1;
    },
    erase: async (source, subject, today) => asked(source, eraseAll(sources[source].pool, source, subject, today)),
  };
}

/** The only column that is no text. */
function placeholder(column: string, index: number): string {
  return column === 'birth_date' ? `$${index}::text::date` : `$${index}::text`;
}

async function eraseAll(
  pool: pg.Pool,
  source: SourceName,
  subject: SubjectReference,
  today: string,
): Promise<ErasedRows> {
  return inTransaction(pool, async (client) => {
    const erased: Record<string, number> = {};
    const { id } = personRow(subject);
    for (const { table, sql, dated } of erasureStatements(source, subject.kind, subject.reference)) {
      const { rowCount } = await client.query(sql, dated === true ? [id, today] : [id]);
      if (table !== null) erased[table] = (erased[table] ?? 0) + (rowCount ?? 0);
    }
    return erased;
  });
}

/** PostgreSQL's codes for a role without the privilege, and for a transaction or server that only reads. */
const NOT_WRITABLE: readonly unknown[] = ['42501', '25006'];

async function asked<T>(source: SourceName, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    const problem = NOT_WRITABLE.includes((cause as { readonly code?: unknown }).code)
      ? 'SOURCE_NOT_WRITABLE'
      : 'SOURCE_UNAVAILABLE';
    const message =
      problem === 'SOURCE_UNAVAILABLE'
        ? `The ${source} source did not answer.`
        : `The ${source} source takes no writes from the gateway's role: give it INSERT, UPDATE and DELETE on the tables of persons.`;
    throw new NorenError('SOURCE_UNAVAILABLE', message, { source, problem }, { cause });
  }
}
