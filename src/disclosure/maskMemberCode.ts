const ENDS_IN_PLACES = /[0-9*]{2}$/;

/**
 * Only the last two digits of a code of at least eight digits, else stars alone; the length is kept, as codes of one issuer have one
 * length: '12345678' -> '******78'. Policy item A2(2)-i2.
 */
export function maskMemberCode(code: string): string;
export function maskMemberCode(code: string | null): string | null;
export function maskMemberCode(code: string | null): string | null {
  if (code === null) return null;
  const characters = [...code];
  const places = characters.filter((character) => /[0-9*]/.test(character)).length;
  if (places < 8 || !ENDS_IN_PLACES.test(code)) return '*'.repeat(characters.length);
  return '*'.repeat(characters.length - 2) + code.slice(-2);
}

/** The same as a PostgreSQL expression, so that a code need not leave its source. The argument is SQL text. */
export function maskMemberCodeSql(column: string): string {
  const places = `length(regexp_replace(${column}, '[^0-9*]', '', 'g'))`;
  const end = `case when ${places} >= 8 and ${column} ~ '${ENDS_IN_PLACES.source}' then right(${column}, 2) else '' end`;
  return `lpad(${end}, length(${column}), '*')`;
}
