import type { Pool } from 'pg';
import type { SubjectReference } from '../../policy/consentRecord.js';

/** Whose the tokens are; one whose tie was cut is not there. For those who must reach the subjects, never for an answer. */
export async function resolveTokens(
  pool: Pool,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, SubjectReference>> {
  const { rows } = await pool.query<SubjectReference & { readonly token: string }>({
    name: 'subjects of tokens',
    text: 'select token::text as token, kind, reference from audit_subjects where token = any($1::uuid[])',
    values: [tokens],
  });
  return new Map(rows.map(({ token, kind, reference }) => [token, { kind, reference }]));
}
