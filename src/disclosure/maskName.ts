const FILLER = '＊＊';

/**
 * First character of each part and two full-width stars, whatever the part's length: '宮城 花子' -> '宮＊＊ 花＊＊'. Initials give the
 * same ('宮 花'), so a source need not send more. A name without any character gives '＊＊＊'.
 * Source: PPC secretariat report on anonymously processed information (2017), table 4-4; the policy's item A2(2)-i1.
 */
export function maskName(name: string): string;
export function maskName(name: string | null): string | null;
export function maskName(name: string | null): string | null {
  if (name === null) return null;
  const parts = name.split(/\s+/u).filter((part) => part !== '');
  return parts.length === 0 ? `＊${FILLER}` : parts.map(maskPart).join(' ');
}

/** The same as a PostgreSQL expression over the two columns of a name. The arguments are SQL text. */
export function maskNameSql(familyColumn: string, givenColumn: string): string {
  return `left(${familyColumn}, 1) || '${FILLER} ' || left(${givenColumn}, 1) || '${FILLER}'`;
}

function maskPart(part: string): string {
  const [first = ''] = part;
  return first.toWellFormed() + FILLER;
}
