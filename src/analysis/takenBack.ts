/**
 * SQL that is true where a register took a family back since the refresh: one of its people was stopped, erased or died. `subjects`: table of
 * keyed names; `family`: a column; `snapshot`: the parameter that holds the snapshot's number.
 */
export function takenBack({
  subjects,
  family,
  snapshot,
}: Readonly<Record<'subjects' | 'family' | 'snapshot', string>>): string {
  return `EXISTS (SELECT FROM ${subjects} AS own JOIN analysis_effects AS effect USING (subject_pseudonym)
    WHERE own.family = ${family} AND own.since <= ${snapshot} AND own.until > ${snapshot} AND effect.closed)`;
}
