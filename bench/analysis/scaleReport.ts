import { join } from 'node:path';
import type { Pool } from 'pg';
import { AnalysisStore } from '../../src/analysis/analysisStore.js';
import { refreshAnalysis } from '../../src/analysis/refresh/refreshAnalysis.js';
import { createSubjectEffects } from '../../src/analysis/subjectEffects.js';
import { loadPolicyCalendar } from '../../src/policy/policyCalendar.js';
import { projectRoot } from '../../src/projectRoot.js';
import { makeStatisticModel } from '../../src/statistics/model/makeStatisticModel.js';
import { clusterCpuMs } from '../harness/clusterCpu.js';
import { median, short, table } from '../harness/numbers.js';
import { openScale, tuneUngoverned, type Scale } from './openScale.js';
import { scaleQuestions } from './questions.js';

const TODAY = '2026-11-22';
const NOW = new Date('2026-11-22T01:00:00Z');
const KEY = Buffer.alloc(32, 7);
const STOPPED = 100;

/** Fresh sums against the best-tuned ungoverned question, the cost of a refresh, and its memory; one run, ratios within a round. */
export async function scaleReport(scale: Scale, rounds: number): Promise<string> {
  const policy = loadPolicyCalendar(join(projectRoot, 'policy', 'club.yaml')).policyAt(NOW);
  const model = makeStatisticModel(policy.statistics, TODAY);
  const world = await openScale(scale, TODAY);
  try {
    const standings = { closed: async () => [], consenting: async () => [] };
    const refresh = () => refreshAnalysis({ ...world, standings, pseudonymKey: KEY, model, today: TODAY, now: NOW });
    const refreshes = [
      await timed(world, 'full', refresh),
      await timed(world, 'nothing changed', refresh),
      await timed(world, '1 % of the families changed', async () => {
        await world.sources.coop.query('UPDATE purchases SET amount = amount + 100 WHERE member_id % 150 = 0');
        return refresh();
      }),
    ];
    await tuneUngoverned(world.sources, TODAY);
    const months = model.dimensions.MONTH.values.map(({ code }) => code);
    const questions = await compareQuestions(world, months, rounds);
    const title = `### ${scale.families} families, ${scale.purchases} purchases\n\n`;
    return `${title}${questions}\n\n${table(['refresh', 'seconds', 'CPU s of the process', 'CPU s of the database', 'families written', 'peak memory of the process, MB'], refreshes)}\n\n${await sizes(world.governancePool)}\n`;
  } finally {
    await world.close();
  }
}

async function timed(
  { folder }: World,
  title: string,
  work: () => Promise<{ readonly familiesWritten: number }>,
): Promise<string[]> {
  let peak = 0;
  const cpu = { own: process.cpuUsage(), database: clusterCpuMs(folder) ?? 0 };
  const look = (): void => void (peak = Math.max(peak, process.memoryUsage().rss));
  const watch = setInterval(look, 50);
  const start = performance.now();
  const { familiesWritten } = await work();
  const seconds = (performance.now() - start) / 1_000;
  clearInterval(watch);
  const own = process.cpuUsage(cpu.own);
  const database = ((clusterCpuMs(folder) ?? 0) - cpu.database) / 1_000;
  const memory = String(Math.round(peak / 1_048_576));
  return [
    title,
    short(seconds),
    short((own.user + own.system) / 1e6),
    short(database),
    String(familiesWritten),
    memory,
  ];
}

type World = Awaited<ReturnType<typeof openScale>>;

async function compareQuestions(
  { sources, governancePool }: World,
  months: readonly string[],
  rounds: number,
): Promise<string> {
  const store = new AnalysisStore({ pool: governancePool });
  const { id: snapshot } = await store.currentSnapshot();
  const lines: string[][] = [];
  for (const { title, governed, ungoverned, withFamilies } of scaleQuestions(months)) {
    const ask = {
      tuned: () => sources.coop.query(ungoverned),
      families: () => sources.coop.query(withFamilies),
      store: () => store.sums({ ...governed, snapshot }),
    };
    const times = { tuned: [] as number[], families: [] as number[], store: [] as number[], stopped: [] as number[] };
    for (let round = -1; round < rounds; round += 1) {
      for (const name of ['tuned', 'families', 'store'] as const)
        if (round >= 0) times[name].push(await milliseconds(ask[name]));
        else await ask[name]();
      await stop(governancePool, true);
      if (round >= 0) times.stopped.push(await milliseconds(ask.store));
      await stop(governancePool, false);
    }
    const ratio = (part: readonly number[], whole: readonly number[]) =>
      short(median(part.map((value, index) => value / (whole[index] ?? 1))));
    lines.push([
      title,
      short(median(times.tuned)),
      short(median(times.families)),
      short(median(times.store)),
      ratio(times.store, times.tuned),
      ratio(times.store, times.families),
      ratio(times.stopped, times.tuned),
    ]);
  }
  return table(
    [
      'question',
      'tuned GROUP BY, ms',
      'with families, ms',
      'store, ms',
      'ratio to tuned',
      'to that with families',
      `ratio with ${STOPPED} families stopped since`,
    ],
    lines,
  );
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Guardians whose use is stopped since the refresh; the keys of the demo's guardians are small numbers. */
async function stop(pool: Pool, closed: boolean): Promise<void> {
  const effects = createSubjectEffects(KEY);
  let value = 0;
  const execute = async (sql: string, values: readonly unknown[]) => {
    value = 0;
    return pool.query(
      sql.replaceAll('?', () => `$${(value += 1)}`),
      [...values],
    );
  };
  for (let index = 1; index <= STOPPED; index += 1)
    await effects.closed({ execute }, { kind: 'GUARDIAN', reference: index * 7 }, closed);
}

async function sizes(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ part: string; size: string; rows: string }>(
    `SELECT split_part(relname, '_', 2) AS part, round(sum(pg_total_relation_size(oid)) / 1048576.0)::text AS size, sum(reltuples)::bigint::text AS rows
     FROM pg_class WHERE relkind = 'r' AND relname ~ '^analysis_(families|subjects|facts|cube)_' GROUP BY 1 ORDER BY 1`,
  );
  return table(
    ['part of the store', 'MB with indexes', 'rows'],
    rows.map(({ part, size, rows: count }) => [part, size, count]),
  );
}
