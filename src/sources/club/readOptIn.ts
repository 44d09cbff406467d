import type { Pool } from 'pg';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { NOBODYS_FACTS } from '../nobodysFacts.js';
import { sqlOf } from '../sourceTable.js';
import { Parameters } from '../sql.js';
import { childTable } from './childTable.js';
import { guardianTable } from './guardianTable.js';

/** Whether advertising may come to a person by all words on it taken together: the condition that rows are decided by. */
export async function readOptIn(club: Pool, { kind, reference }: SubjectReference, today: string): Promise<boolean> {
  const table = kind === 'CHILD_PARTICIPANT' ? childTable : kind === 'GUARDIAN' ? guardianTable : null;
  if (table === null) return false;
  const parameters = new Parameters();
  const facts = { ...NOBODYS_FACTS, today };
  const optIn = sqlOf(table.conditions.OPT_IN ?? 'FALSE', parameters, facts);
  const key = parameters.named('key', () => reference, table.keyType);
  const text = `SELECT (${optIn}) AS allowed FROM ${sqlOf(table.from, parameters, facts)} WHERE ${table.key} = ${key}`;
  const { rows } = await club.query<{ allowed: boolean }>(text, parameters.values);
  return rows[0]?.allowed === true;
}
