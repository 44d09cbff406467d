/** 'YYYY-MM-DD' -> 'YYYY-MM', null for anything else: the time of a purchase in its generalised form. */
export function monthOf(date: string | null): string | null {
  return /^([0-9]{4}-[0-9]{2})-[0-9]{2}$/.exec(date ?? '')?.[1] ?? null;
}

/** The same as a PostgreSQL expression of type text. The argument is SQL text. */
export function monthSql(dateColumn: string): string {
  return `to_char(${dateColumn}, 'YYYY-MM')`;
}
