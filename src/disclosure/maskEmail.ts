/** A country code or a general label; a longer one may name its owner. */
const LAST_LABEL = /\.([a-z]{2,6})$/;

/**
 * The first character and the last label of the domain: 'taro@example.jp' -> 't***@***.jp'. The domain is hidden, as a rare one
 * points at a person as well as a name does. What is no address gives '***'. Policy item A2(2)-i7.
 */
export function maskEmail(email: string): string;
export function maskEmail(email: string | null): string | null;
export function maskEmail(email: string | null): string | null {
  if (email === null) return null;
  const trimmed = email.trim();
  const at = trimmed.lastIndexOf('@');
  if (at === -1) return '***';
  return `${firstCharacter(trimmed.slice(0, at))}***@***${lastLabel(trimmed.slice(at + 1))}`;
}

/** The same as a PostgreSQL expression, so that an address need not leave its source. The argument is SQL text. */
export function maskEmailSql(column: string): string {
  const first = `case when left(${column}, 1) in ('*', '@') then '' else left(${column}, 1) end`;
  // From the last dot on; a search for the label's pattern from the start would try every position of the address.
  const end = `right(${column}, strpos(reverse(${column}), '.'))`;
  const label = `case when ${end} ~ '^[.][a-zA-Z]{2,6}$' then lower(${end}) else '' end`;
  return `case when strpos(${column}, '@') = 0 then '***' else ${first} || '***@***' || ${label} end`;
}

function firstCharacter(localPart: string): string {
  const [first = '*'] = localPart;
  return first === '*' || first === '@' ? '' : first.toWellFormed();
}

function lastLabel(domain: string): string {
  const label = LAST_LABEL.exec(domain.toLowerCase())?.[1];
  return label === undefined ? '' : `.${label}`;
}
