import type { Pool } from 'pg';
import type { Volume } from '../../policy/gateFacts.js';
import { bucketOf, countedAs, windowStart } from './volumeWindows.js';

export interface Charge {
  readonly organisation: string;
  /** The person, as the token names it. */
  readonly subjectId: string;
  /** Different subjects in the answer. */
  readonly records: number;
  /** Of a caller beyond the own rate: it is the caller's alone, so that nobody can use up what the others share. @default false */
  readonly beyondOwn?: boolean;
  readonly now: Date;
}

export interface CountedVolumes {
  readonly caller: Volume;
  readonly organisation: Volume;
}

/** Counts an answer before it leaves, and says what caller and organisation had with it. @throws when it can't: then it must not leave. */
export type ChargeVolume = (charge: Charge) => Promise<CountedVolumes>;

/**
 * Rows of one caller come before those of its organisation: what many share is locked last. The current bucket is read as it is written,
 * so that of two answers at once one sees the other. Counting waits for no disk: a crash of the database forgets its last moments of it.
 */
const STATEMENT = `
  WITH quick AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)),
  added AS (
    INSERT INTO request_volumes AS v (scope, who, unit, bucket, requests, records)
    SELECT scope, who, unit, bucket, CASE WHEN $8 AND scope = 'ORGANISATION' THEN 0 ELSE 1 END, $5
      FROM quick, (VALUES ('CALLER', $1, 'MINUTE', $3::timestamptz), ('CALLER', $1, 'DAY', $4::timestamptz),
                          ('ORGANISATION', $2, 'MINUTE', $3), ('ORGANISATION', $2, 'DAY', $4)) AS mine (scope, who, unit, bucket)
    ON CONFLICT (scope, who, unit, bucket) DO UPDATE SET requests = v.requests + excluded.requests, records = v.records + excluded.records
    RETURNING scope, unit, requests, records
  ), swept AS (
    DELETE FROM request_volumes
     WHERE ctid IN (SELECT ctid FROM request_volumes
                     WHERE bucket < CASE unit WHEN 'MINUTE' THEN $6::timestamptz ELSE $7::timestamptz END
                     ORDER BY bucket LIMIT 20 FOR UPDATE SKIP LOCKED)
  )
  SELECT scope, sum(requests) FILTER (WHERE unit = 'MINUTE')::int AS requests, sum(records) FILTER (WHERE unit = 'DAY')::int AS records
    FROM (SELECT scope, unit, requests, records FROM added
          UNION ALL
          SELECT scope, unit, requests, records FROM request_volumes
           WHERE ((scope = 'CALLER' AND who = $1) OR (scope = 'ORGANISATION' AND who = $2))
             AND ((unit = 'MINUTE' AND bucket >= $6 AND bucket < $3) OR (unit = 'DAY' AND bucket >= $7 AND bucket < $4))) AS counted
   GROUP BY scope`;

interface VolumeRow extends Volume {
  readonly scope: 'CALLER' | 'ORGANISATION';
}

/** `pool`: of the governance database. One statement. */
export function createVolumeCounter(pool: Pool): ChargeVolume {
  return async ({ organisation, subjectId, records, beyondOwn = false, now }) => {
    const who = countedAs({ organisation, subjectId });
    const { rows } = await pool.query<VolumeRow>({
      name: 'charge volume',
      text: STATEMENT,
      values: [
        who.CALLER,
        who.ORGANISATION,
        bucketOf('MINUTE', now),
        bucketOf('DAY', now),
        records,
        windowStart('MINUTE', now),
        windowStart('DAY', now),
        beyondOwn,
      ],
    });
    return { caller: volumeOf(rows, 'CALLER'), organisation: volumeOf(rows, 'ORGANISATION') };
  };
}

function volumeOf(rows: readonly VolumeRow[], scope: VolumeRow['scope']): Volume {
  const row = rows.find((each) => each.scope === scope);
  if (row === undefined) throw new Error('The volume of a request was not counted.');
  return { requests: row.requests, records: row.records };
}
