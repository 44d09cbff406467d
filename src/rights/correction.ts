import type { DataCategory, SubjectKind } from '../policy/vocabulary.js';
import type { Columns } from '../sources/writing/sourceWriter.js';

/** Categories that a person can have corrected; codes and purchases are the co-op's own facts. */
export const CORRECTABLE = [
  'NAME',
  'SEX',
  'BIRTH_DATE',
  'ADDRESS',
  'PHONE',
  'EMAIL',
] as const satisfies readonly DataCategory[];
export type Correctable = (typeof CORRECTABLE)[number];

/** How somebody is reached: who could change it unnoticed could take the account over, so it takes a fresh sign-in (A6-4a). */
export const CONTACT: readonly DataCategory[] = ['ADDRESS', 'PHONE', 'EMAIL'];

/** What should stand there from now on, by category, in the columns of the source. */
export type Corrections = Readonly<Partial<Record<Correctable, Columns>>>;

const NAME_COLUMNS = ['family_name', 'given_name', 'family_kana', 'given_kana'];
const COLUMNS: Readonly<Record<Correctable, readonly string[]>> = {
  NAME: NAME_COLUMNS,
  SEX: ['sex'],
  BIRTH_DATE: ['birth_date'],
  ADDRESS: ['postal_code', 'prefecture', 'municipality_code', 'municipality_name', 'street'],
  PHONE: ['phone'],
  EMAIL: ['email'],
};
/** What is kept of people who work for somebody. */
const OF_WORKERS: readonly Correctable[] = ['NAME', 'PHONE', 'EMAIL'];

/** The source's columns of a category; null: nothing of it is kept of such a person. */
export function columnsOf(kind: SubjectKind, category: Correctable): readonly string[] | null {
  const isWorker = kind === 'OFFICER_OR_EMPLOYEE' || kind === 'SUPPLIER_CONTACT';
  return isWorker && !OF_WORKERS.includes(category) ? null : COLUMNS[category];
}
