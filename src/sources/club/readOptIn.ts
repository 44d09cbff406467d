import type { Pool } from 'pg';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { NOBODYS_FACTS } from '../nobodysFacts.js';
import { sqlOf } from '../sourceTable.js';
import { Parameters } from '../sql.js';
import { childTable } from './childTable.js';
import { guardianTable } from './guardianTable.js';

/** Whether advertising may come to a person by all words on it taken together: the condition that rows are decided by. */
export async function readOptIn(club: Pool, { kind, reference }: SubjectReference, today: string): Promise<boolean> {
  return (await readOptIns(club, { kind, references: [reference] }, today)).has(reference);
}

/** Of these persons of one kind, those to whom advertising may come; in one statement. */
export async function readOptIns(
  club: Pool,
  { kind, references }: { readonly kind: SubjectReference['kind']; readonly references: readonly number[] },
  today: string,
): Promise<ReadonlySet<number>> {
  const table = kind === 'CHILD_PARTICIPANT' ? childTable : kind === 'GUARDIAN' ? guardianTable : null;
  if (table === null) return new Set();
  const parameters = new Parameters();
  const facts = { ...NOBODYS_FACTS, today };
  const optIn = sqlOf(table.conditions.OPT_IN ?? 'FALSE', parameters, facts);
  const keys = parameters.named('keys', () => references, `${table.keyType}[]`);
  const text = `SELECT ${table.key} AS reference FROM ${sqlOf(table.from, parameters, facts)}
    WHERE ${table.key} = ANY(${keys}) AND (${optIn})`;
  const { rows } = await club.query<{ reference: number }>(text, parameters.values);
  return new Set(rows.map(({ reference }) => reference));
}
