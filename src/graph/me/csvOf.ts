/** A cell that begins so is a formula to a spreadsheet, whoever wrote it (CWE-1236). */
const FORMULA = /^[=+\-@\t\r]/;

/** A document as CSV (RFC 4180, with a byte-order mark for spreadsheets): one line a value, with the way to it. */
export function csvOf(document: unknown): string {
  const lines = [['path', 'value'], ...leaves(document, '')];
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function leaves(value: unknown, path: string): string[][] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, `${path}[${index + 1}]`));
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === '' ? name : `${path}.${name}`));
  }
  return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
