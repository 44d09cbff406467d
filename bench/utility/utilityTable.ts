/** Cells by their true number of families. */
export const SIZES = [
  { name: '10-49', from: 10, to: 50 },
  { name: '50-199', from: 50, to: 200 },
  { name: '200-999', from: 200, to: 1_000 },
  { name: '1,000+', from: 1_000, to: Infinity },
] as const;

export interface Row {
  readonly topic: string;
  readonly groupBy: readonly string[];
  readonly measure: string;
  readonly rho: number;
  readonly k: number;
  /** By size, as the three that follow. */
  readonly cells: readonly number[];
  /** |noisy - true| / true of every draw. */
  readonly errors: readonly (readonly number[])[];
  /** (bounded - true) / true of every cell. */
  readonly biases: readonly (readonly number[])[];
}

export function medianOf(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}

export function percent(value: number | null): string {
  return value === null ? '' : `${(100 * value).toFixed(Math.abs(value) < 0.0995 ? 1 : 0)} %`;
}

/** Markdown: the median relative error by size of the cell, in brackets what bounding alone does. */
export function utilityTable(rows: readonly Row[]): string {
  const head = ['question', 'measure', 'rho', ...SIZES.map(({ name }) => `${name} families`)];
  const lines = rows.map(({ topic, groupBy, measure, rho, errors, biases, cells }) => [
    `${topic.toLowerCase()} by ${groupBy.join(', ')}`,
    measure,
    `${rho}`,
    ...SIZES.map((_size, index) =>
      (cells[index] ?? 0) === 0
        ? ''
        : `${percent(medianOf(errors[index] ?? []))} (${percent(medianOf(biases[index] ?? []))})`,
    ),
  ]);
  return [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
}
