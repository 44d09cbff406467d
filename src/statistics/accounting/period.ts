import { NorenError } from '../../errors.js';

/** How long a budget lasts, as the policy says. */
export type PeriodLength = 'MONTH' | 'QUARTER' | 'YEAR';

/** The period of a Tokyo date in which a charge falls: "2026-11-22" -> "2026-Q4", "2026-11" or "2026". */
export function budgetPeriod(today: string, length: PeriodLength = 'QUARTER'): string {
  const match = /^(\d{4})-(0[1-9]|1[0-2])-\d{2}$/.exec(today);
  const [, year, month] = match ?? [];
  if (year === undefined || month === undefined) {
    throw new NorenError('BAD_INPUT', `"${today}" is not a date: write YYYY-MM-DD.`);
  }
  switch (length) {
    case 'MONTH':
      return `${year}-${month}`;
    case 'QUARTER':
      return `${year}-Q${Math.ceil(Number(month) / 3)}`;
    case 'YEAR':
      return year;
  }
}
