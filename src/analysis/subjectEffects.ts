import type { SubjectReference } from '../policy/consentRecord.js';
import { createPseudonyms } from './pseudonyms.js';

/** The transaction of a change; `?` stands for a value. */
interface Transaction {
  execute(sql: string, values: readonly unknown[]): Promise<unknown>;
}

/**
 * What a change in the registers takes from statistics, written in the transaction of the change: from the commit on every question
 * subtracts it, on whatever snapshot, also one that is being made meanwhile. Persons are named by keyed names alone, so this
 * needs no source and tells nothing. `key`: the one of the refresh.
 */
export function createSubjectEffects(key: Buffer) {
  const pseudonyms = createPseudonyms(key);
  const write =
    (column: 'closed' | 'withdrawn') =>
    async (transaction: Transaction, subject: SubjectReference, holds: boolean): Promise<void> => {
      const name = pseudonyms.subject(subject);
      await transaction.execute(
        `INSERT INTO analysis_effects (subject_pseudonym, ${column}) VALUES (decode(?, 'hex'), ?)
         ON CONFLICT (subject_pseudonym) DO UPDATE
         SET ${column} = excluded.${column}, mark = nextval('analysis_effect_marks'), absorbed_in = NULL`,
        [name, holds],
      );
      await transaction.execute(
        `DELETE FROM analysis_effects WHERE subject_pseudonym = decode(?, 'hex') AND NOT closed AND NOT withdrawn`,
        [name],
      );
    };
  return { closed: write('closed'), withdrawn: write('withdrawn') };
}
