import type { Pool } from 'pg';
import type { SubjectKind } from '../../policy/vocabulary.js';
import type { ClassScope } from '../../sources/rowPlan.js';

export const CLASS_SCOPES = ['PARTICIPATING', 'OPTED_IN', 'NOT_OPTED_IN'] as const satisfies readonly ClassScope[];
export type { ClassScope };

/** Which classes: of whom, among whom, by which quasi-identifiers, with how many families at least. */
export interface RowClassKey {
  readonly kind: SubjectKind;
  readonly scope: ClassScope;
  readonly withSex: boolean;
  readonly k: number;
}

/** JSON of combination -> [band, place, sex] as shown; `{}` where there are none, so that everything of them is withheld. */
export async function readRowClasses(pool: Pool, { kind, scope, withSex, k }: RowClassKey): Promise<string> {
  const { rows } = await pool.query<{ classes: string }>(
    `SELECT classes::text AS classes FROM analysis_row_classes
     WHERE subject_kind = $1 AND scope = $2 AND with_sex = $3 AND k = $4`,
    [kind, scope, withSex, k],
  );
  return rows[0]?.classes ?? '{}';
}
