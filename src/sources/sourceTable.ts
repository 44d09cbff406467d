import type { DisclosureForm, LifeStage, SubjectKind } from '../policy/vocabulary.js';
import type { Atom } from './rowPlan.js';
import type { Parameters } from './sql.js';

/** What a request knows that conditions are compared with. */
export interface RowFacts {
  /** Asia/Tokyo date, YYYY-MM-DD. */
  readonly today: string;
  /** The caller's own row, if the caller is a subject of this table. */
  readonly selfKey: number | null;
  /** The guardian that the caller is, for LINKED_CHILD and GUARDIAN_LINK. */
  readonly selfGuardian: number | null;
  /** Classes that the caller is assigned to today. */
  readonly ownClasses: readonly number[];
  /** Digits of a masked telephone number that stay. */
  readonly keepPhoneDigits: 4 | 2;
  /** Keys for which an UNFLAGGED atom does not hold; of a table with `ownSubject`, keys of that. */
  readonly flagged: ReadonlyMap<Atom, readonly number[]>;
  /** How coarsely de-identified rows are shown, as JSON by combination; null: none of the plan is de-identified. */
  readonly rowClasses: { readonly json: string; readonly withSex: boolean } | null;
  /** Keys for which an atom holds, where the source itself can't know (consents, cases; conditions inherited from a parent row). */
  readonly holders: ReadonlyMap<Atom, readonly (number | string)[]>;
  /** Of rows that inherit their subject: the keys of those whose subject is in a stage; null: the table knows by itself. */
  readonly stages: ReadonlyMap<LifeStage, readonly (number | string)[]> | null;
}

/** An SQL expression, given the parameters and facts of the statement. */
export type Sql = string | ((parameters: Parameters, facts: RowFacts) => string);

/** How a field is read in each form. Forms that are missing need no column (a pseudonym is made of the key). */
export type FieldColumns = Partial<Record<DisclosureForm, Sql>>;

/** One governed table of a source: how each published field, in each form, is read from it. */
export interface SourceTable {
  readonly source: 'coop' | 'club' | 'broadcaster';
  /** FROM clause with alias, e.g. "guardians g". */
  readonly from: Sql;
  readonly key: string;
  readonly keyType: 'int4' | 'text';
  /** Integer id of the row, of which its opaque id is made. @default key */
  readonly id?: string;
  /**
   * Who the rows are about in their own source, where they may be reached as another's who is the same person: their own flags keep such a
   * row back as well.
   */
  readonly ownSubject?: { readonly kind: SubjectKind; readonly key: string };
  readonly personal: Readonly<Record<string, FieldColumns>>;
  /** How a quasi-identifier is read as the class of its row. A field without an entry is withheld from de-identified rows. */
  readonly classed?: Readonly<Record<string, Sql>>;
  readonly open: Readonly<Record<string, Sql>>;
  readonly links: Readonly<Record<string, string>>;
  /** How to tell whether a condition holds for a row. A condition without an entry holds for nobody. */
  readonly conditions: Partial<Record<Atom, Sql>>;
  readonly lifeStage: Sql | null;
  /** True for a living subject: the cheap form of the most frequent life stage guard. */
  readonly living: string | null;
}

export function sqlOf(sql: Sql, parameters: Parameters, facts: RowFacts): string {
  return typeof sql === 'string' ? sql : sql(parameters, facts);
}
