import type pg from 'pg';
import { combinationOf } from '../../src/analysis/rowClasses/rowClassHierarchy.js';
import { CLASS_SCOPES } from '../../src/analysis/rowClasses/rowClasses.js';
import { AGE_BANDS } from '../../src/disclosure/ageBand.js';
import { MIYAGI } from '../../src/statistics/domain/miyagi.js';

const KINDS = ['GUARDIAN', 'CHILD_PARTICIPANT'];
const THRESHOLDS = [5, 10];

/**
 * As if every combination were shared by many: forty families are too few to share anything, and tests of other things want to see the
 * attributes themselves.
 */
export async function leaveRowsUnrolled(governance: pg.Pool): Promise<void> {
  const places = [...MIYAGI.map(({ code }) => code), '13101', ''];
  const classes = (sexes: readonly string[]) =>
    JSON.stringify(
      Object.fromEntries(
        AGE_BANDS.flatMap((band) =>
          places.flatMap((place) =>
            sexes.map((sex) => [combinationOf(band, place, sex), [band, place, sex === '' ? null : sex]] as const),
          ),
        ),
      ),
    );
  const withSex = classes(['FEMALE', 'MALE', 'OTHER']);
  const without = classes(['']);
  await governance.query(
    `INSERT INTO analysis_row_classes (subject_kind, scope, with_sex, k, taken_on, classes)
     SELECT kind, scope, sex, k, '2026-11-22', CASE WHEN sex THEN $4::jsonb ELSE $5::jsonb END
     FROM unnest($1::text[]) kind, unnest($2::text[]) scope, unnest($3::int[]) k, unnest(ARRAY[true, false]) sex
     ON CONFLICT (subject_kind, scope, with_sex, k) DO UPDATE SET classes = excluded.classes`,
    [KINDS, CLASS_SCOPES, THRESHOLDS, withSex, without],
  );
}
