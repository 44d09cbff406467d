import type { SubjectKind } from '../../policy/vocabulary.js';
import { activeOn } from '../club/activeOn.js';
import { FIRST_EMPLOYEE_REFERENCE } from '../coop/employeeTable.js';
import type { SourceName } from '../openSource.js';

/** `$1` is the row key, `$2` the Tokyo day where `dated`. */
export interface ErasureStatement {
  /** Whose rows are counted; null: none is touched. */
  readonly table: string | null;
  readonly sql: string;
  readonly dated?: boolean;
}

const remove = (table: string, where: string): ErasureStatement => ({
  table,
  sql: `DELETE FROM ${table} WHERE ${where}`,
});

/** Remembers the household, within the transaction, while the person's row goes. */
const rememberFamily = (table: string): ErasureStatement => ({
  table: null,
  sql: `SELECT set_config('noren.family', family_id::text, true) FROM ${table} WHERE id = $1`,
});
/** A household of which nobody is left is nobody's data, but its row would still say that there was one. */
const EMPTY_FAMILY = remove(
  'families',
  `$1::int IS NOT NULL AND id = nullif(current_setting('noren.family', true), '')::int
   AND NOT EXISTS (SELECT FROM guardians g WHERE g.family_id = families.id)
   AND NOT EXISTS (SELECT FROM children c WHERE c.family_id = families.id)`,
);

/**
 * Every table that has anything of a person, by source and kind, referring rows first. A table that is not here keeps nothing of them; a
 * test erases everybody and demands that each column of each entity is empty, or is listed with the reason why it stays.
 */
const STATEMENTS: Readonly<Partial<Record<`${SourceName}:${SubjectKind}`, readonly ErasureStatement[]>>> = {
  'club:GUARDIAN': [
    // Children for whom nobody speaks any more leave the Club the same day: nobody could act for them.
    {
      table: 'children',
      dated: true,
      sql: `UPDATE children SET left_on = $2::date WHERE (left_on IS NULL OR left_on > $2::date)
        AND id IN (SELECT child_id FROM guardian_links WHERE guardian_id = $1 AND state = 'ACTIVE')
        AND NOT EXISTS (SELECT FROM guardian_links o WHERE o.child_id = children.id AND o.guardian_id <> $1 AND ${activeOn('o', 'started_on', '$2::date')})`,
    },
    remove(
      'advertising_opt_ins',
      `(subject_kind = 'GUARDIAN' AND subject_id = $1) OR (giver_kind = 'GUARDIAN' AND giver_id = $1)`,
    ),
    remove('guardian_links', 'guardian_id = $1'),
    rememberFamily('guardians'),
    remove('guardians', 'id = $1'),
    EMPTY_FAMILY,
  ],
  'club:CHILD_PARTICIPANT': [
    remove(
      'advertising_opt_ins',
      `(subject_kind = 'CHILD_PARTICIPANT' AND subject_id = $1) OR (giver_kind = 'CHILD_PARTICIPANT' AND giver_id = $1)`,
    ),
    remove('attendance', 'enrolment_id IN (SELECT id FROM enrolments WHERE child_id = $1)'),
    remove('enrolments', 'child_id = $1'),
    remove('guardian_links', 'child_id = $1'),
    rememberFamily('children'),
    remove('children', 'id = $1'),
    EMPTY_FAMILY,
  ],
  'broadcaster:GUARDIAN': [remove('campaign_entries', 'guardian_reference = $1')],
  'coop:COOP_MEMBER': [
    remove('purchases', 'member_id = $1'),
    { table: 'employees', sql: 'UPDATE employees SET member_id = NULL WHERE member_id = $1' },
    remove('members', 'id = $1'),
  ],
  'coop:OFFICER_OR_EMPLOYEE': [remove('employees', 'id = $1')],
  'coop:SUPPLIER_CONTACT': [remove('supplier_contacts', 'id = $1')],
  'broadcaster:OFFICER_OR_EMPLOYEE': [
    // Sessions were held whoever held them: the row stays and says nothing of whom.
    {
      table: 'staff',
      sql: `UPDATE staff SET family_name = '', given_name = '', family_kana = '', given_kana = '', job_title = '', phone = '', email = ''
        WHERE id = $1 AND (family_name, given_name, phone, email) <> ('', '', '', '')`,
    },
  ],
};

/** In the order in which they run. Empty: the source keeps nothing of such a person. */
export function erasureStatements(
  source: SourceName,
  kind: SubjectKind,
  reference: number,
): readonly ErasureStatement[] {
  const statements = STATEMENTS[`${source}:${kind}`] ?? [];
  if (kind !== 'OFFICER_OR_EMPLOYEE') return statements;
  return (source === 'coop') === reference > FIRST_EMPLOYEE_REFERENCE ? statements : [];
}
