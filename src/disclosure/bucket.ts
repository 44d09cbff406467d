/**
 * Names for the stretches between ascending lower bounds: `names` has one more than `bounds`; a value equal to a bound belongs to the
 * stretch above it.
 */
export interface Buckets<Name extends string> {
  readonly bounds: readonly number[];
  readonly names: readonly Name[];
}

/** null for null and for what is no number. */
export function bucketOf<Name extends string>(buckets: Buckets<Name>, value: number | null): Name | null {
  if (value === null || Number.isNaN(value)) return null;
  return buckets.names[buckets.bounds.filter((bound) => value >= bound).length] ?? null;
}

/** The same as a PostgreSQL expression of type text; `expression` occurs once. */
export function bucketSql(buckets: Buckets<string>, expression: string): string {
  const names = buckets.names.map((name) => `'${name}'`).join(',');
  return `(array[${names}])[width_bucket(${expression}, array[${buckets.bounds.join(',')}]) + 1]`;
}
