import { bucketOf, bucketSql } from './bucket.js';
import { dateNumber, dateNumberSql } from './dateNumber.js';

export const SCHOOL_GRADES = [
  'PRESCHOOL',
  'ELEMENTARY_1',
  'ELEMENTARY_2',
  'ELEMENTARY_3',
  'ELEMENTARY_4',
  'ELEMENTARY_5',
  'ELEMENTARY_6',
  'JUNIOR_HIGH_1',
  'JUNIOR_HIGH_2',
  'JUNIOR_HIGH_3',
  'HIGH_1',
  'HIGH_2',
  'HIGH_3',
  'BEYOND',
] as const;
export type SchoolGrade = (typeof SCHOOL_GRADES)[number];

const BUCKETS = { bounds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], names: SCHOOL_GRADES };
/** A school year runs from 1 April; its new pupils were born from 2 April to 1 April (School Education Act, Article 17). */
const FIRST_DAY = 401;
const FIRST_BIRTHDAY = 402;
const YEARS_BEFORE_SCHOOL = 6;

/**
 * The grade by age alone on `today` ('YYYY-MM-DD', Asia/Tokyo): nobody's real enrolment is known here. null without a readable birth
 * date. The form for class work of the operator and its contractors.
 */
export function schoolGradeOn(birthDate: string | null, today: string): SchoolGrade | null {
  const born = dateNumber(birthDate);
  const now = dateNumber(today);
  if (born === null || now === null) return null;
  const cohort = Math.trunc((born - FIRST_BIRTHDAY) / 10_000);
  return bucketOf(BUCKETS, Math.trunc((now - FIRST_DAY) / 10_000) - cohort - YEARS_BEFORE_SCHOOL);
}

/** The same as a PostgreSQL expression of type text. Arguments are SQL text. */
export function schoolGradeSql(birthColumn: string, todayParameter: string): string {
  const cohort = `(${dateNumberSql(birthColumn)} - ${FIRST_BIRTHDAY}) / 10000`;
  const schoolYear = `(${dateNumberSql(todayParameter)} - ${FIRST_DAY}) / 10000`;
  return bucketSql(BUCKETS, `${schoolYear} - ${cohort} - ${YEARS_BEFORE_SCHOOL}`);
}
