/** The column of the first day: of a guardian's link, and of an enrolment. */
type FirstDay = 'started_on' | 'enrolled_on';

/**
 * Whether a row with a state counts on a day, as SQL: its state is ACTIVE, and the day (Asia/Tokyo) is among those from its first to its last,
 * both included. The date ends it also where nobody has changed the state yet. Arguments are SQL text.
 */
export function activeOn(alias: string, firstDay: FirstDay, day: string): string {
  const notOver = `(${alias}.ended_on IS NULL OR ${alias}.ended_on >= ${day})`;
  return `${alias}.state = 'ACTIVE' AND ${alias}.${firstDay} <= ${day} AND ${notOver}`;
}
