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

const PERIOD = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/;

/** Whether it is written like a period of any length: what was bought under an earlier policy may have had another. */
export function isBudgetPeriod(text: string): boolean {
  return PERIOD.test(text);
}

/** The day on which the period after this one begins: "2026-Q4" -> "2027-01-01". */
export function nextPeriodBegins(period: string): string {
  const match = PERIOD.exec(period);
  const [, year, quarter, month] = match ?? [];
  if (year === undefined) {
    throw new NorenError('BAD_INPUT', `"${period}" is not a period: write e.g. 2026-Q4, 2026-11 or 2026.`);
  }
  const months = month !== undefined ? Number(month) : quarter !== undefined ? Number(quarter) * 3 : 12;
  const next = Number(year) * 12 + months;
  return `${Math.floor(next / 12)}-${`${(next % 12) + 1}`.padStart(2, '0')}-01`;
}
