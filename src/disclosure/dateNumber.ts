const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

/**
 * 'YYYY-MM-DD' as the number YYYYMMDD, null for anything else. Whole years between two such numbers are the difference divided by
 * 10,000: a birthday on 29 February then counts from 1 March in common years, the later moment and so the safe one.
 */
export function dateNumber(date: string | null): number | null {
  const parts = date === null ? null : DATE.exec(date);
  return parts === null ? null : Number(`${parts[1]}${parts[2]}${parts[3]}`);
}

/** The same as a PostgreSQL expression. `expression` is SQL text written by a developer, never by a caller. */
export function dateNumberSql(expression: string): string {
  return `to_char((${expression})::date, 'YYYYMMDD')::int`;
}

/** Whole years of age on `today`; null without a birth date, negative before birth. */
export function ageOn(birthDate: string | null, today: string): number | null {
  const born = dateNumber(birthDate);
  const now = dateNumber(today);
  return born === null || now === null ? null : Math.trunc((now - born) / 10_000);
}

/** The same as a PostgreSQL expression; each argument occurs once in it. */
export function ageSql(birthColumn: string, todayParameter: string): string {
  return `((${dateNumberSql(todayParameter)} - ${dateNumberSql(birthColumn)}) / 10000)`;
}
