import type { Profiler } from 'node:inspector';
import type { World } from './harness/world.js';
import { CASES } from './cases/index.js';
import { load } from './harness/load.js';
import { median, table } from './harness/numbers.js';

const SHORTEST_SHARE = 0.5;

/** Self time of the gateway under the load of a case, by room of ours and package of others. */
export async function profile(world: World, name: string, milliseconds: number): Promise<string> {
  const benchCase = CASES.find((known) => known.name === name);
  if (benchCase === undefined) throw new Error(`There is no case ${name}.`);
  const parts: string[] = [];
  for (const { name: variant, child, target } of await benchCase.variants(world)) {
    if (child !== world.gateway) continue;
    await load(target, { connections: benchCase.connections, milliseconds: 2_000, bytes: null });
    await child.ask({ ask: 'profile' });
    const round = await load(target, { connections: benchCase.connections, milliseconds, bytes: null });
    const shares = sharesOf((await child.ask({ ask: 'profiled' })) as Profiler.Profile);
    const rows = shares.map(({ place, share, busiest }) => [place, share.toFixed(1), busiest]);
    const head = `${variant}: ${round.requests} requests, median ${median(round.latencies).toFixed(1)} ms`;
    parts.push(`${head}\n\n${table(['where', '% of busy time', 'busiest functions'], rows)}\n`);
  }
  return `### Where the time goes: ${benchCase.title}\n\n${parts.join('\n')}`;
}

interface Share {
  readonly place: string;
  readonly share: number;
  readonly busiest: string;
}

function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): readonly Share[] {
  const self = new Map<number, number>();
  samples.forEach((id, index) => self.set(id, (self.get(id) ?? 0) + (timeDeltas[index] ?? 0)));
  const places = placesOf(nodes);
  const byPlace = new Map<string, Map<string, number>>();
  for (const { id, callFrame } of nodes) {
    const place = places.get(id) ?? '';
    if (place === '(idle)') continue;
    const functions = byPlace.get(place) ?? new Map<string, number>();
    const label = callFrame.functionName === '' ? 'anonymous' : callFrame.functionName;
    functions.set(label, (functions.get(label) ?? 0) + (self.get(id) ?? 0));
    byPlace.set(place, functions);
  }
  const sum = (functions: ReadonlyMap<string, number>) =>
    [...functions.values()].reduce((total, time) => total + time, 0);
  const total = [...byPlace.values()].reduce((all, functions) => all + sum(functions), 0);
  return [...byPlace]
    .map(([place, functions]) => ({ place, share: (100 * sum(functions)) / total, busiest: busiest(functions, total) }))
    .filter(({ share }) => share >= SHORTEST_SHARE)
    .sort((a, b) => b.share - a.share);
}

function busiest(functions: ReadonlyMap<string, number>, total: number): string {
  const sorted = [...functions].sort(([, a], [, b]) => b - a).slice(0, 4);
  return sorted.map(([label, time]) => `${label} ${((100 * time) / total).toFixed(1)}`).join(', ');
}

/** The room or package of each node. What has no file (JSON.stringify, a regular expression) counts for who called it. */
function placesOf(nodes: readonly Profiler.ProfileNode[]): ReadonlyMap<number, string> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const placeOf = (node: Profiler.ProfileNode): string => {
    const { url, functionName } = node.callFrame;
    if (url !== '') return placeOfFile(url);
    if (/^\((root|idle|program|garbage collector)\)$/.test(functionName)) return functionName;
    const parent = byId.get(parents.get(node.id) ?? -1);
    return parent === undefined ? functionName : placeOf(parent);
  };
  return new Map(nodes.map((node) => [node.id, placeOf(node)]));
}

function placeOfFile(url: string): string {
  const packaged = url.split('/node_modules/').at(-1);
  if (url.includes('/node_modules/')) return /^(@[^/]+\/)?[^/]+/.exec(packaged ?? '')?.[0] ?? url;
  if (url.startsWith('node:')) return 'Node itself';
  const own = /\/dist\/(src\/graph\/[^/]+|src\/[^/]+|directives)/.exec(url)?.[1];
  return own === undefined ? url : `Noren: ${own.replace(/\.js$/, '')}`;
}
