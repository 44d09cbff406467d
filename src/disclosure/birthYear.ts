import { ageOn, ageSql } from './dateNumber.js';

/** Civil Code, Article 4, since 2022-04-01. */
const MAJORITY = 18;

/** The masked form of a birth date: the year, for adults only; a child has none (its band is the form). Policy item A2(2)-i4. */
export function birthYearOn(birthDate: string | null, today: string): number | null {
  const age = ageOn(birthDate, today);
  return birthDate === null || age === null || age < MAJORITY ? null : Number(birthDate.slice(0, 4));
}

/** The same as a PostgreSQL expression of type int. Arguments are SQL text. */
export function birthYearSql(birthColumn: string, todayParameter: string): string {
  return `case when ${ageSql(birthColumn, todayParameter)} >= ${MAJORITY} then extract(year from ${birthColumn})::int end`;
}
