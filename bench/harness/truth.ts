type Row = Readonly<Record<string, unknown>>;

/**
 * A check that the answer has `count` rows, all different, and that each is a row of the truth. Which rows they are may differ: every
 * recipient of the gateway has an order of its own.
 */
export function isAmong(
  truth: readonly Row[],
  count: number,
  rowsOf: (data: never) => readonly Row[],
  fields: readonly string[],
): (body: unknown) => void {
  const text = (row: Row) => JSON.stringify(fields.map((field) => row[field] ?? null));
  const known = new Set(truth.map(text));
  return (body) => {
    const rows = rowsOf((body as { data: never }).data);
    const stranger = rows.find((row) => !known.has(text(row)));
    if (rows.length !== count || stranger !== undefined || new Set(rows.map(({ id }) => id)).size !== count) {
      throw new Error(`${rows.length} rows, not ${count} rows of the truth; e.g. ${JSON.stringify(stranger)}`);
    }
  };
}
