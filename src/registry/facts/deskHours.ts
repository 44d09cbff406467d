import holidays from '@holiday-jp/holiday_jp';
import { tokyoToday } from '../../policy/lifeStage.js';

const OPENS = 9;
const CLOSES = 18;
const TOKYO_OFFSET = 9 * 3_600_000;

/** The consultation desk: 9:00 to 18:00 in Japan, closed on Sundays and public holidays (A6-10). Saturdays are open. */
export function isDeskOpen(now: Date): boolean {
  const tokyo = new Date(now.getTime() + TOKYO_OFFSET);
  const hour = tokyo.getUTCHours();
  return hour >= OPENS && hour < CLOSES && tokyo.getUTCDay() !== 0 && !isHoliday(tokyoToday(now));
}

/** `day`: YYYY-MM-DD. */
export function isHoliday(day: string): boolean {
  return Object.hasOwn(holidays.holidays, day);
}
