import { bucketSql } from './bucket.js';
import { ageSql } from './dateNumber.js';

const BUCKETS = { bounds: [16, 18], names: ['UNDER_16', 'AGE_16_17', 'ADULT'] };

/**
 * The life stage as a PostgreSQL expression of type text: what the policy's `lifeStageOn` says of the same dates, made where the dates
 * are. Arguments are SQL text; `deceasedColumn` null for a table that keeps no such date.
 */
export function lifeStageSql(birthColumn: string, deceasedColumn: string | null, todayParameter: string): string {
  const living = `coalesce(${bucketSql(BUCKETS, ageSql(birthColumn, todayParameter))}, 'UNKNOWN')`;
  return deceasedColumn === null
    ? living
    : `case when ${deceasedColumn} is not null then 'DECEASED' else ${living} end`;
}
