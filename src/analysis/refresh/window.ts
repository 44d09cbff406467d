import { positionIn } from '../domains.js';
import type { StatisticModel } from '../../statistics/model/statisticModel.js';

/** The months that facts are made of: those of the public domain MONTH, on whatever day something happened in them. */
export interface Window {
  /** First day, YYYY-MM-DD. */
  readonly from: string;
  /** The day after the last. */
  readonly until: string;
  /** Of a date; null: outside. */
  month(date: string): number | null;
  /** Of a date; null: a quarter that is not in the domain. */
  quarter(date: string): number | null;
  /** Positions of the months whose spending decides the PURCHASE_SEGMENT: the last twelve. */
  readonly segmentMonths: readonly number[];
}

const SEGMENT_MONTHS = 12;

export function windowOf(model: StatisticModel): Window {
  const months = model.dimensions.MONTH.values.map(({ code }) => code);
  const sorted = months.toSorted();
  const known = new Map(months.map((code, position) => [code, position]));
  const quarter = positionIn(model, 'QUARTER');
  return {
    from: `${sorted[0] ?? '9999-12'}-01`,
    until: `${monthAfter(sorted.at(-1) ?? '9999-11')}-01`,
    month: (date) => known.get(date.slice(0, 7)) ?? null,
    quarter: (date) => quarter(`${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`),
    segmentMonths: sorted.slice(-SEGMENT_MONTHS).map((month) => months.indexOf(month)),
  };
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
