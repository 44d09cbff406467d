import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { NorenError } from '../errors.js';
import { ageBandOn } from '../statistics/domain/ageBand.js';
import { rolledUpPlace } from '../statistics/domain/place.js';
import { familyPseudonym } from './familyPseudonym.js';

export interface RefreshOptions {
  readonly clubPool: Pool;
  readonly governancePool: Pool;
  /** At least 32 bytes, kept outside every database. */
  readonly pseudonymKey: Buffer;
  /** Tokyo date, YYYY-MM-DD. */
  readonly today: string;
  /** Families copied so far, in whole thousands: an exact total is not to be read off a log. */
  readonly onProgress?: (families: number) => void;
}

const PROGRESS_STEP = 1_000;
const REFRESH_LOCK = 7_301_401;

/**
 * Takes a new snapshot of the participating families and makes it the current one, in one transaction of the governance database;
 * readers see the old one or the new one. The snapshot before stays, so that a question under way can finish; older ones go.
 * Gives the id of the snapshot, e.g. "2026-11-22.1".
 */
export async function refreshAnalysis(options: RefreshOptions): Promise<{ readonly snapshot: string }> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(options.today)) {
    throw new NorenError('BAD_INPUT', `refreshAnalysis: "${options.today}" is not a date: write YYYY-MM-DD.`);
  }
  if (options.pseudonymKey.length < 32) {
    throw new NorenError('BAD_CONFIGURATION', 'refreshAnalysis: the pseudonym key must have at least 32 bytes.');
  }
  return onConnection(options.governancePool, async (governance) => {
    await governance.query('BEGIN');
    await governance.query('SELECT pg_advisory_xact_lock($1)', [REFRESH_LOCK]);
    await governance.query(
      'CREATE TEMPORARY TABLE staged_families (family_pseudonym bytea, municipality text, age_band text) ON COMMIT DROP',
    );
    await onConnection(options.clubPool, (club) => copyFamilies(club, governance, options));
    const snapshot = await switchSnapshot(governance, options.today);
    await governance.query('COMMIT');
    return { snapshot };
  });
}

/** A connection that failed midway is closed, which rolls its transaction back. */
async function onConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const ignore = (): void => undefined; // the statement under way reports the loss
  client.on('error', ignore);
  try {
    const result = await work(client);
    client.off('error', ignore);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * One row a family with a participating child: where its first active guardian lives, and when its eldest participating child was
 * born. COPY takes no parameters; `today` was checked to be a date.
 */
function familiesQuery(today: string): string {
  const present = `(left_on IS NULL OR left_on > '${today}') AND deceased_on IS NULL`;
  return `
    SELECT eldest.family_id, home.municipality_code, eldest.birth_date
    FROM (SELECT family_id, min(birth_date) AS birth_date FROM children WHERE ${present} GROUP BY family_id) AS eldest
    LEFT JOIN (SELECT DISTINCT ON (family_id) family_id, municipality_code FROM guardians WHERE ${present}
               ORDER BY family_id, id) AS home ON home.family_id = eldest.family_id`;
}

async function copyFamilies(club: PoolClient, governance: PoolClient, options: RefreshOptions): Promise<void> {
  await pipeline(
    club.query(copyTo(`COPY (${familiesQuery(options.today)}) TO STDOUT`)),
    generalised(options),
    governance.query(copyFrom('COPY staged_families (family_pseudonym, municipality, age_band) FROM STDIN')),
  );
}

/** Lines of COPY text in, lines of COPY text out: id, code and date become pseudonym, cell and band on the way. */
function generalised({ pseudonymKey, today, onProgress }: RefreshOptions): Transform {
  let rest = '';
  let families = 0;
  const line = (text: string): string => {
    const [familyId = '', code = '\\N', birthDate = ''] = text.split('\t');
    families += 1;
    if (families % PROGRESS_STEP === 0) onProgress?.(families);
    const place = rolledUpPlace(code === '\\N' ? null : code);
    return `\\\\x${familyPseudonym(pseudonymKey, familyId)}\t${place}\t${ageBandOn(today, birthDate)}\n`;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      done(null, lines.map(line).join(''));
    },
    flush(done) {
      done(null, rest === '' ? '' : line(rest));
    },
  });
}

/** Rows go in by pseudonym: stored in the order of the families' keys they would give that order away. */
async function switchSnapshot(governance: PoolClient, today: string): Promise<string> {
  const { rows } = await governance.query<{ sequence: number }>(
    'SELECT coalesce(max(sequence), 0) + 1 AS sequence FROM analysis_snapshots WHERE taken_on = $1',
    [today],
  );
  const sequence = rows[0]?.sequence ?? 1;
  const snapshot = `${today}.${sequence}`;
  await governance.query(
    `DELETE FROM analysis_families WHERE snapshot IN (SELECT id FROM analysis_snapshots WHERE status = 'PREVIOUS')`,
  );
  await governance.query(`UPDATE analysis_snapshots SET status = 'DROPPED' WHERE status = 'PREVIOUS'`);
  await governance.query(`UPDATE analysis_snapshots SET status = 'PREVIOUS' WHERE status = 'CURRENT'`);
  await governance.query(
    `INSERT INTO analysis_snapshots (id, taken_on, sequence, source, status) VALUES ($1, $2, $3, 'club', 'CURRENT')`,
    [snapshot, today, sequence],
  );
  await governance.query(
    `INSERT INTO analysis_families (snapshot, family_pseudonym, municipality, age_band)
     SELECT $1, family_pseudonym, municipality, age_band FROM staged_families ORDER BY family_pseudonym`,
    [snapshot],
  );
  await governance.query('ANALYZE analysis_families');
  return snapshot;
}
