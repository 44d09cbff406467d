const ALL_HIDDEN = '***-****-****';
const OWN_OUTPUT = /^([0-9]{3})-\*{4}-([0-9*]{2}[0-9]{2})$/;
const SEPARATORS = /[\s().\-‐-―−ー]/gu;
/** Ten digits (fixed lines) or eleven (mobile), in the national form. */
const NATIONAL = /^0[0-9]{9,10}$/;
/** A national number whose first three and last four digits stand together. */
const USUAL = '^0[0-9]{2}-[0-9]{3,4}-[0-9]{4}$';

/**
 * The prefix class (three digits) and the last four digits for the Club and the subject, the last two for everyone else:
 * '090-1234-5678' -> '090-****-5678' or '090-****-**78'. Every number comes out in the same shape, so that neither hyphens nor an
 * area code of four or five digits (which would name a town) show; what is no full Japanese number is hidden whole.
 * Policy item A2(2)-i6.
 */
export function maskPhone(phone: string, keep: 4 | 2): string;
export function maskPhone(phone: string | null, keep: 4 | 2): string | null;
export function maskPhone(phone: string | null, keep: 4 | 2): string | null {
  if (phone === null) return null;
  const masked = OWN_OUTPUT.exec(phone);
  if (masked !== null) return shape(masked[1] ?? '', masked[2] ?? '', keep);
  const digits = phone
    .normalize('NFKC')
    .replace(SEPARATORS, '')
    .replace(/^\+810?/, '0');
  return NATIONAL.test(digits) ? shape(digits.slice(0, 3), digits.slice(-4), keep) : ALL_HIDDEN;
}

/**
 * The same as a PostgreSQL expression, so that a number need not leave its source. SQL text, without `?` for drivers that bind it.
 * Numbers in the usual writing come first: stripping the others of what is no digit costs six times as much.
 */
export function maskPhoneSql(column: string, keep: 4 | 2): string {
  const form = (digits: string): string => {
    const end = keep === 4 ? `right(${digits}, 4)` : `'**' || right(${digits}, 2)`;
    return `left(${digits}, 3) || '-****-' || ${end}`;
  };
  const digits = `regexp_replace(regexp_replace(${column}, '[[:space:]().-]', '', 'g'), '^[+]810{0,1}', '0')`;
  return (
    `case when ${column} ~ '${USUAL}' then ${form(column)} when ${digits} ~ '${NATIONAL.source}' then ${form(digits)} ` +
    `when ${column} is not null then '${ALL_HIDDEN}' end`
  );
}

function shape(prefix: string, lastFour: string, keep: 4 | 2): string {
  return `${prefix}-****-${keep === 4 ? lastFour : `**${lastFour.slice(-2)}`}`;
}
