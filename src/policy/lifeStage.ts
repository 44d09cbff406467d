import type { LifeStage } from './vocabulary.js';
import { isDay } from './isDay.js';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The life stage on a day. All dates are 'YYYY-MM-DD' in Asia/Tokyo. A person is under 16 until the 16th birthday, the later
 * and safer reckoning (the law reaches the age a day before); a birthday on 29 February is kept on 1 March in other years.
 * A date of death counts once it is recorded, whatever day it names: an early freeze harms nobody.
 */
export function lifeStageOn(birthDate: string | null, deceasedOn: string | null, today: string): LifeStage {
  if (deceasedOn !== null) return 'DECEASED';
  if (birthDate === null || !DATE.test(today)) return 'UNKNOWN';
  const turns16 = birthday(birthDate, 16);
  const turns18 = birthday(birthDate, 18);
  if (turns16 === null || turns18 === null) return 'UNKNOWN';
  if (today < turns16) return 'UNDER_16';
  return today < turns18 ? 'AGE_16_17' : 'ADULT';
}

/** The day on which a person reaches an age, or null for no date. */
export function birthday(birthDate: string, age: number): string | null {
  const [, year, month, day] = DATE.exec(birthDate) ?? [];
  if (year === undefined || !isDay(birthDate)) return null;
  const reached = `${String(Number(year) + age).padStart(4, '0')}-${month}-${day}`;
  return isDay(reached) ? reached : `${reached.slice(0, 4)}-03-01`;
}

/** The day `days` after `date`. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The Asia/Tokyo day of an instant; Japan has kept UTC+9 without summer time since 1952. */
export function tokyoToday(now: Date): string {
  return new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
}
