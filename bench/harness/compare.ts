import { Agent } from 'node:http';
import type { BenchCase, Variant } from './benchCase.js';
import { clusterCpuMs } from './clusterCpu.js';
import { load } from './load.js';
import { send } from './load.js';
import { median, quantile, short, table } from './numbers.js';
import type { World } from './world.js';

export interface Plan {
  readonly rounds: number;
  readonly milliseconds: number;
}

interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
  readonly databaseCpu: number | null;
}

/**
 * Rounds in turns, so that what disturbs the machine disturbs all variants alike; ratios are formed within a round.
 * @throws when an answer is wrong or a request fails: a fast wrong answer is no answer.
 */
export async function compare(world: World, benchCase: BenchCase, plan: Plan): Promise<string> {
  const variants = await benchCase.variants(world);
  const sizes = new Map<Variant, number>();
  for (const variant of variants) sizes.set(variant, await checked(variant));
  const run = async (variant: Variant, milliseconds: number) =>
    measured(world, variant, benchCase.connections, milliseconds, sizes.get(variant) ?? null);
  for (const variant of variants) await run(variant, 1_500); // warm-up, thrown away
  const results = new Map<Variant, Measured[]>(variants.map((variant) => [variant, []]));
  for (let round = 0; round < plan.rounds; round += 1) {
    const turn = round % variants.length;
    for (const variant of [...variants.slice(turn), ...variants.slice(0, turn)]) {
      results.get(variant)?.push(await run(variant, plan.milliseconds));
    }
  }
  return `### ${benchCase.title}\n\n${report(variants, results, sizes)}\n`;
}

async function checked(variant: Variant): Promise<number> {
  const agent = new Agent();
  const answer = await send(variant.target, agent);
  agent.destroy();
  const body = answer.status === 200 ? (JSON.parse(answer.text) as { errors?: unknown }) : { errors: answer.text };
  if (body.errors !== undefined) {
    throw new Error(
      `${variant.name} answers ${answer.status} with errors: ${JSON.stringify(body.errors).slice(0, 500)}`,
    );
  }
  variant.check(body);
  return answer.bytes;
}

async function measured(
  world: World,
  variant: Variant,
  connections: number,
  milliseconds: number,
  bytes: number | null,
): Promise<Measured> {
  const [cpu, database] = [await variant.child.cpuMs(), clusterCpuMs(world.dataFolder)];
  const round = await load(variant.target, { connections, milliseconds, bytes });
  if (round.errors > 0) throw new Error(`${variant.name}: ${round.errors} of ${round.requests} answers were wrong.`);
  const databaseAfter = clusterCpuMs(world.dataFolder);
  return {
    perSecond: round.requests / round.seconds,
    p50: quantile(round.latencies, 0.5),
    p99: quantile(round.latencies, 0.99),
    cpu: ((await variant.child.cpuMs()) - cpu) / round.requests,
    databaseCpu: database === null || databaseAfter === null ? null : (databaseAfter - database) / round.requests,
  };
}

function report(
  variants: readonly Variant[],
  results: ReadonlyMap<Variant, readonly Measured[]>,
  sizes: ReadonlyMap<Variant, number>,
): string {
  const [baseline] = variants;
  const base = (baseline && results.get(baseline)) ?? [];
  const of = (rounds: readonly Measured[], key: keyof Measured) => median(rounds.map((round) => round[key] ?? 0));
  const ratio = (rounds: readonly Measured[], key: 'perSecond' | 'cpu') => {
    const ratios = rounds.map((round, index) => round[key] / (base[index]?.[key] ?? Number.NaN));
    return `${short(median(ratios))} (${short(Math.min(...ratios))}-${short(Math.max(...ratios))})`;
  };
  return table(
    ['variant', 'req/s', 'ratio', 'CPU ms/req', 'ratio', 'database CPU ms/req', 'p50 ms', 'p99 ms', 'kB'],
    variants.map((variant) => {
      const rounds = results.get(variant) ?? [];
      return [
        variant.name,
        short(of(rounds, 'perSecond')),
        ratio(rounds, 'perSecond'),
        short(of(rounds, 'cpu')),
        ratio(rounds, 'cpu'),
        short(of(rounds, 'databaseCpu')),
        short(of(rounds, 'p50')),
        short(of(rounds, 'p99')),
        short((sizes.get(variant) ?? 0) / 1_000),
      ];
    }),
  );
}
