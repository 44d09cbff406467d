import type { Pool } from 'pg';
import { competentConsent } from '../policy/competentConsent.js';
import type { SubjectReference } from '../policy/consentRecord.js';
import { tokyoToday } from '../policy/lifeStage.js';
import type { DataCategory, Purpose } from '../policy/vocabulary.js';
import { CONSENT_COLUMNS, recordOf, type ConsentRow } from './consentReads.js';

/** Everybody stopped, erased or dead by the desk's record at `now`: some recipients, or all, see no row of them. */
export async function flaggedSubjects(pool: Pool, now: Date): Promise<readonly SubjectReference[]> {
  const { rows } = await pool.query<SubjectReference>(
    `select distinct subject_kind as kind, subject_reference as reference from register_entries
     where superseded_at is null and not ended and subject_kind is not null
       and (register = 'DECEASED' or (register = 'SUBJECT_FLAG' and payload ->> 'flag' in ('ERASED', 'STOP_USE', 'STOP_PROVISION')))
       and (valid_to is null or valid_to > $1)`,
    [now],
  );
  return rows;
}

/** Guardians whose consent opens a category at `now`, by purpose and recipient. */
export async function guardiansOpening(
  pool: Pool,
  category: DataCategory,
  now: Date,
): Promise<
  readonly { readonly purpose: string; readonly recipient: string; readonly guardians: ReadonlySet<number> }[]
> {
  const { rows } = await pool.query<ConsentRow>(
    `select ${CONSENT_COLUMNS} from consents where subject_kind = 'GUARDIAN'`,
  );
  const today = tokyoToday(now);
  const holds = (of: readonly ConsentRow[], purpose: Purpose, recipient: string): boolean =>
    competentConsent(of.map(recordOf), {
      subjectKind: 'GUARDIAN',
      lifeStage: 'ADULT',
      birthDate: null,
      purpose,
      recipient,
      category,
      today,
      activeGuardians: new Set(),
    }).valid;
  const about = rows.filter(({ categories }) => categories.includes(category));
  return [...Map.groupBy(about, ({ purpose, recipient }) => JSON.stringify([purpose, recipient]))].map(([text, of]) => {
    const [purpose, recipient] = JSON.parse(text) as [Purpose, string];
    const byGuardian = Map.groupBy(of, (row) => row.subject_reference);
    const guardians = [...byGuardian].filter(([, said]) => holds(said, purpose, recipient)).map(([key]) => key);
    return { purpose, recipient, guardians: new Set(guardians) };
  });
}
