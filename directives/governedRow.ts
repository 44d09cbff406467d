import type { PseudonymDomain } from '../src/disclosure/pseudonym.js';
import type { GraphQLOutputType } from 'graphql';
import type { DataCategory, DisclosureForm } from '../src/policy/vocabulary.js';

/** Under this key a row carries the plan of its request. A symbol, so that no column and no JSON can bring one. */
export const PLAN: unique symbol = Symbol('noren.plan');

/** What forms need to know of the request. */
export interface PresentContext {
  /** Digits of a telephone number that stay when masked: 4 inside the club, 2 elsewhere. */
  readonly keepPhoneDigits: 4 | 2;
  /** The recipient's pseudonym of this row's subject; `null` when the subject has none in this domain. */
  pseudonym(domain: PseudonymDomain, row: GovernedRow): string | null;
  /** In a preview: what is shown in the place of a cell, and its value is not even looked at; null: the cell itself. */
  standIn?(cell: StandInCell, row: GovernedRow): { readonly value: unknown } | null;
}

/** A cell as it would come out. */
export interface StandInCell {
  readonly category: DataCategory;
  readonly form: DisclosureForm;
  readonly type: GraphQLOutputType;
}

/** The form of one field; `null`: it differs from row to row and stands in `row['form:' + field]`. */
export interface PlannedCell {
  readonly form: DisclosureForm | null;
}

export interface RowPlan {
  /** By schema field name (never the response key). A field without a cell is withheld. */
  readonly cells: Readonly<Record<string, PlannedCell>>;
  readonly present: PresentContext;
}

/** A row as resolvers hand it on: source values by schema field name. Without a plan every personal field of it is null. */
export interface GovernedRow {
  readonly [PLAN]?: RowPlan;
  readonly [field: string]: unknown;
}

/** The key of a per-row form. */
export function formKey(fieldName: string): `form:${string}` {
  return `form:${fieldName}`;
}

/** Makes one form of a source value. Synchronous, and null stays null: a promise a field costs twice the time of a whole list. */
export type Presenter = (value: unknown, row: GovernedRow, present: PresentContext) => unknown;
