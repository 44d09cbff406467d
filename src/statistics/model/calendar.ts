import { NorenError } from '../../errors.js';
import type { DimensionValue } from './statisticModel.js';

/** Months since year 0, so that periods can be counted back. */
function monthNumber(date: string): number {
  const match = /^(\d{4})-(0[1-9]|1[0-2])-\d{2}$/.exec(date);
  const [, year, month] = match ?? [];
  if (year === undefined || month === undefined) {
    throw new NorenError('BAD_INPUT', `"${date}" is not a date: write YYYY-MM-DD.`);
  }
  return Number(year) * 12 + Number(month) - 1;
}

/** `count` numbers up to `last`, oldest first. */
function upTo(last: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_number, index) => last - count + 1 + index);
}

/** The full months before that of the date: "2026-10". The month under way would change from day to day. */
export function monthsBefore(date: string, count: number): readonly DimensionValue[] {
  return upTo(monthNumber(date) - 1, count).map((number) => {
    const [year, month] = [Math.floor(number / 12), (number % 12) + 1];
    return { code: `${year}-${String(month).padStart(2, '0')}`, name: `${year}年${month}月` };
  });
}

/** The full quarters before that of the date: "2026-Q3". */
export function quartersBefore(date: string, count: number): readonly DimensionValue[] {
  return upTo(Math.floor(monthNumber(date) / 3) - 1, count).map((number) => {
    const [year, quarter] = [Math.floor(number / 4), (number % 4) + 1];
    return { code: `${year}-Q${quarter}`, name: `${year}年 第${quarter}四半期` };
  });
}

/** The terms up to the one of the date: "2026-2" is October 2026 to March 2027, the second of the school year. */
export function termsUpTo(date: string, count: number): readonly DimensionValue[] {
  const sinceApril = monthNumber(date) - 3;
  return upTo(Math.floor(sinceApril / 6), count).map((number) => {
    const [year, half] = [Math.floor(number / 2), (number % 2) + 1];
    return { code: `${year}-${half}`, name: `${year}年度 ${half === 1 ? '前期' : '後期'}` };
  });
}
