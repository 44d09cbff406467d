import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { projectRoot } from '../../src/projectRoot.js';
import { clusterCpuMs, processCpuMs } from '../harness/clusterCpu.js';
import { clusterMemoryMb, peakMemoryMb } from '../harness/memory.js';
import { short, table } from '../harness/numbers.js';
import { openPool, type SeededScale } from './openScale.js';

const LOOK_MS = 100;

/** `noren analysis refresh` as an operator runs it, beside nothing else: all, nothing and one per cent new. */
export async function refreshCosts(scale: SeededScale): Promise<string> {
  const governance = openPool(scale.connections.governance);
  const coop = openPool(scale.connections.coop);
  const rows = [
    ['full', ...(await refresh(scale, governance))],
    ['nothing changed', ...(await refresh(scale, governance))],
  ];
  await coop.query('UPDATE purchases SET amount = amount + 100 WHERE member_id % 150 = 0');
  rows.push(['1 % of the families changed', ...(await refresh(scale, governance))]);
  const parts = await sizes(governance);
  await Promise.all([governance.end(), coop.end()]);
  const header = ['refresh', 'seconds', 'CPU s of the command', 'CPU s of the database', 'families written'];
  return `${table([...header, 'peak MB of the command', 'peak MB of the database'], rows)}\n\n${parts}`;
}

async function refresh({ folder, settings }: SeededScale, governance: Pool): Promise<readonly string[]> {
  const database = clusterCpuMs(folder) ?? 0;
  const start = performance.now();
  const command = spawn(process.execPath, [join(projectRoot, 'dist/src/cli/noren.js'), 'analysis', 'refresh'], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const seen = { cpu: 0, memory: 0, database: 0 };
  const look = setInterval(() => {
    seen.cpu = Math.max(seen.cpu, processCpuMs(command.pid ?? 0));
    seen.memory = Math.max(seen.memory, peakMemoryMb(command.pid ?? 0));
    seen.database = Math.max(seen.database, clusterMemoryMb(folder));
  }, LOOK_MS);
  const code = await new Promise((resolve) => command.once('exit', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`The refresh ended with ${String(code)}.`);
  const seconds = (performance.now() - start) / 1_000;
  const databaseSeconds = ((clusterCpuMs(folder) ?? 0) - database) / 1_000;
  const written = await familiesWritten(governance);
  const memory = [seen.memory, seen.database].map((peak) => peak.toFixed(0));
  return [short(seconds), short(seen.cpu / 1_000), short(databaseSeconds), written, ...memory];
}

async function familiesWritten(governance: Pool): Promise<string> {
  const current = await governance.query<{ base: number; number: number }>(
    `SELECT base, number FROM analysis_snapshots WHERE status = 'CURRENT'`,
  );
  const { base = 0, number = 0 } = current.rows[0] ?? {};
  const { rows } = await governance.query<{ written: string }>(
    `SELECT count(*)::text AS written FROM analysis_families_${base} WHERE since = $1`,
    [number],
  );
  return rows[0]?.written ?? '';
}

async function sizes(governance: Pool): Promise<string> {
  const { rows } = await governance.query<{ part: string; size: string; rows: string }>(
    `SELECT split_part(relname, '_', 2) AS part, round(sum(pg_total_relation_size(oid)) / 1048576.0)::text AS size, sum(reltuples)::bigint::text AS rows
     FROM pg_class WHERE relkind = 'r' AND relname ~ '^analysis_(families|subjects|facts|cube)_' GROUP BY 1 ORDER BY 1`,
  );
  return table(
    ['part of the store', 'MB with indexes', 'rows'],
    rows.map(({ part, size, rows: count }) => [part, size, count]),
  );
}
