import { Agent } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { exportAudit } from '../src/audit/export/exportAudit.js';
import { verifyExport } from '../src/audit/export/verifyExport.js';
import { parseVerifierKey } from '../src/audit/checkpoint/signedNote.js';
import { load, send } from './harness/load.js';
import { median, quantile, short, table } from './harness/numbers.js';
import { governedTarget } from './harness/variants.js';
import { DATA_FOLDER, startGateway, type World } from './harness/world.js';
import type { Plan } from './harness/compare.js';

const FIELDS = 'id name phone email memberCode ageBand municipality { code }';
const QUESTIONS: readonly (readonly [title: string, query: string])[] = [
  ['1 guardian', `{ guardians(first: 1) { nodes { ${FIELDS} } } }`],
  ['50 guardians and their children', `{ guardians(first: 50) { nodes { ${FIELDS} children { id name ageBand } } } }`],
  ['1,000 guardians', `{ guardians(first: 1000) { nodes { ${FIELDS} } } }`],
];

/**
 * What the audit log costs: the same gateway, the same requests, in turns with the log and without it. Only this gateway of the bench can
 * leave it out, by a command of the bench; then what it weighs, and how fast an export of it is verified.
 */
export async function auditCosts(plan: Plan): Promise<string> {
  const gateway = await startGateway();
  const tokens = gateway.ready['tokens'] as Readonly<Record<string, string>>;
  try {
    return await costsOf({ gateway, token: (identity) => tokens[identity] ?? '' }, plan);
  } finally {
    await gateway.stop();
  }
}

type Asked = Pick<World, 'gateway' | 'token'>;

async function costsOf(world: Asked, { rounds, milliseconds }: Plan): Promise<string> {
  const pool = new pg.Pool({
    host: join(DATA_FOLDER, 'postgres/socket'),
    port: 5432,
    user: 'noren',
    database: 'governance',
  });
  pool.on('error', () => undefined);
  const costs: string[][] = [];
  const growth: string[][] = [];
  for (const [title, query] of QUESTIONS) {
    const target = governedTarget(world, 'club-staff', 'CLUB_OPERATION', { query });
    for (const connections of [1, 8]) {
      const ratios = { perSecond: [] as number[], p50: [] as number[] };
      const before = await weight(pool);
      for (let round = 0; round <= rounds; round += 1) {
        const measured = new Map<boolean, { perSecond: number; p50: number }>();
        for (const logged of round % 2 === 0 ? [true, false] : [false, true]) {
          await world.gateway.ask({ ask: logged ? 'audit' : 'no audit' });
          const { requests, seconds, latencies, errors } = await load(target, {
            connections,
            milliseconds,
            bytes: null,
          });
          if (errors > 0) throw new Error(`${title}: ${errors} answers were wrong.`);
          measured.set(logged, { perSecond: requests / seconds, p50: quantile(latencies, 0.5) });
        }
        const [on, off] = [measured.get(true), measured.get(false)];
        if (round === 0 || on === undefined || off === undefined) continue; // warm-up, thrown away
        ratios.perSecond.push(on.perSecond / off.perSecond);
        ratios.p50.push(on.p50 / off.p50);
      }
      const after = await weight(pool);
      const spread = (of: readonly number[]) =>
        `${short(median(of))} (${short(Math.min(...of))}-${short(Math.max(...of))})`;
      costs.push([title, String(connections), spread(ratios.perSecond), spread(ratios.p50)]);
      if (connections === 8) growth.push([title, ...perMillion(before, after)]);
    }
  }
  await world.gateway.ask({ ask: 'audit' });
  const speed = await verifySpeed(world, pool);
  await pool.end();
  return [
    `### The audit log: a governed request with it, divided by the same without it\n`,
    table(['request', 'connections', 'requests/s', 'p50'], costs),
    `\n### What it weighs: GB per million entries\n`,
    table(['request', 'entries', 'tree', 'subjects of entries', 'all', 'subjects an entry'], growth),
    `\n${speed}\n`,
  ].join('\n');
}

interface Weight {
  readonly entries: number;
  readonly text: number;
  readonly tree: number;
  readonly subjects: number;
  readonly members: number;
}

async function weight(pool: pg.Pool): Promise<Weight> {
  const { rows } = await pool.query<Weight>(`
    select (select size::float8 from audit_head) as entries, pg_total_relation_size('audit_entries')::float8 as text,
           pg_total_relation_size('audit_nodes')::float8 as tree, pg_total_relation_size('audit_entry_subjects')::float8 as subjects,
           (select count(*)::float8 from audit_entry_subjects) as members`);
  return rows[0] as Weight;
}

function perMillion(before: Weight, after: Weight): readonly string[] {
  const entries = after.entries - before.entries;
  const of = (key: 'text' | 'tree' | 'subjects') => ((after[key] - before[key]) / entries) * 1e-3;
  const members = (after.members - before.members) / entries;
  const parts = [of('text'), of('tree'), of('subjects')];
  return [...parts.map(short), short(parts.reduce((sum, part) => sum + part, 0)), short(members)];
}

async function verifySpeed(world: Asked, pool: pg.Pool): Promise<string> {
  const target = governedTarget(world, 'internal-auditor', 'INTERNAL_AUDIT', { query: '{ auditLog { verifierKey } }' });
  const { text } = await send(target, new Agent());
  const key = (JSON.parse(text) as { data: { auditLog: { verifierKey: string } } }).data.auditLog.verifierKey;
  if (parseVerifierKey(key) === null) throw new Error('No verifier key.');
  const lines: string[] = [];
  const began = performance.now();
  for await (const line of exportAudit(pool, key)) lines.push(line.trimEnd());
  const exported = performance.now();
  async function* again() {
    yield* lines;
  }
  const verdict = await verifyExport(again(), { key, mayEndUnsigned: true });
  const verified = performance.now();
  if (verdict.problem !== null) throw new Error(`The log does not hold: ${verdict.problem.why}`);
  const perSecond = (from: number, to: number) => ((verdict.entries / (to - from)) * 1_000).toFixed(0);
  const bytes = lines.reduce((sum, line) => sum + line.length, 0);
  return (
    `Of these ${verdict.entries} entries (${(bytes / 1e6).toFixed(0)} MB exported) ${perSecond(began, exported)} a second were exported and ` +
    `${perSecond(exported, verified)} a second verified, with their tokens, tree and ${verdict.checkpoints} checkpoints.`
  );
}
