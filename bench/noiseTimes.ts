import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { byteUniform } from '../src/statistics/noise/byteUniform.js';
import { cryptoUniform } from '../src/statistics/noise/cryptoUniform.js';
import { discreteGaussianExact, gaussianSampler } from '../src/statistics/noise/discreteGaussian.js';
import { parseRational } from '../src/statistics/rational.js';
import { median, short, table } from './harness/numbers.js';
import { DATA_FOLDER, startGateway } from './harness/world.js';

const CELLS = 10_000;
const ROUNDS = 7;
const VARIANCES = ['100', '2500', '1000000'];
/** Three measures in 10,000 cells, over 1,000,000 rows: what the noise of such a question is compared with. */
const ROWS = `CREATE TEMPORARY TABLE facts AS SELECT (n * 7919::bigint % ${CELLS})::int AS cell, (n % 12)::int AS purchases, (n * 31 % 5000)::int AS amount
              FROM generate_series(1, 1000000) AS n`;
const GROUPED = 'SELECT cell, count(*), sum(purchases), sum(amount) FROM facts GROUP BY cell';

/** Milliseconds for the noise of 10,000 cells, by each sampler and against the GROUP BY that it belongs to, in turns. */
export async function noiseTimes(): Promise<string> {
  const gateway = await startGateway();
  const client = new pg.Client({
    host: join(DATA_FOLDER, 'postgres/socket'),
    port: 5432,
    user: 'noren',
    database: 'coop',
  });
  client.on('error', () => undefined); // the cluster ends with the gateway
  try {
    await client.connect();
    await client.query(ROWS);
    await client.query('ANALYZE facts');
    const rows: string[][] = [];
    for (const text of VARIANCES) rows.push(await timesOf(text, client));
    const header = [
      'sigma2',
      'GROUP BY',
      'integers',
      'BigInt',
      'BigInt, a call a byte',
      'integers a second',
      'BigInt / integers',
      '3 measures / GROUP BY',
    ];
    return `### Noise of ${CELLS} cells, milliseconds (median of ${ROUNDS})\n\n${table(header, rows)}\n`;
  } finally {
    await client.end();
    await gateway.stop();
  }
}

async function timesOf(text: string, client: pg.Client): Promise<string[]> {
  const sigma2 = parseRational(text);
  const pooled = cryptoUniform();
  const unpooled = byteUniform(() => randomBytes(1)[0] ?? 0);
  const sampler = gaussianSampler(sigma2);
  const ways: readonly (() => unknown)[] = [
    () => client.query(GROUPED),
    () => repeat(() => sampler(pooled)),
    () => repeat(() => discreteGaussianExact(sigma2, pooled)),
    () => repeat(() => discreteGaussianExact(sigma2, unpooled)),
  ];
  const times = ways.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, way] of ways.entries()) {
      const start = performance.now();
      await way();
      if (round > 0) times[index]?.push(performance.now() - start); // the first round only warms up
    }
  }
  const [sql = 0, integers = 0, exact = 0, calls = 0] = times.map(median);
  const perSecond = `${((CELLS / integers) * 1_000).toFixed(0)}`;
  return [
    text,
    ...[sql, integers, exact, calls].map(short),
    perSecond,
    short(exact / integers),
    short((3 * integers) / sql),
  ];
}

function repeat(draw: () => unknown): void {
  for (let cell = 0; cell < CELLS; cell += 1) draw();
}
