import { NorenError } from '../../errors.js';

/** The quarter of a Tokyo date in which a charge falls: "2026-11-22" -> "2026-Q4". */
export function budgetPeriod(today: string): string {
  const match = /^(\d{4})-(0[1-9]|1[0-2])-\d{2}$/.exec(today);
  if (match === null) throw new NorenError('BAD_INPUT', `"${today}" is not a date: write YYYY-MM-DD.`);
  return `${match[1] ?? ''}-Q${Math.ceil(Number(match[2]) / 3)}`;
}
