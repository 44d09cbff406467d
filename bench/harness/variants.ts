import { Agent } from 'node:http';
import type { Variant } from './benchCase.js';
import { send, type Target } from './load.js';
import type { World } from './world.js';

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

type Check = Variant['check'];

const JSON_TYPE = { 'content-type': 'application/json' };

export function governedTarget(
  world: Pick<World, 'gateway' | 'token'>,
  who: string,
  purpose: string,
  question: Question,
): Target {
  const headers = { ...JSON_TYPE, authorization: `Bearer ${world.token(who)}`, 'noren-purpose': purpose };
  return { url: world.gateway.ready.url, headers, body: JSON.stringify(question) };
}

export function governed(world: World, who: string, purpose: string, question: Question, check: Check): Variant {
  const target = governedTarget(world, who, purpose, question);
  return { name: `Noren, ${who}, ${purpose}`, child: world.gateway, target, check };
}

/** The same gateway, built without governance: whoever asks gets everything whole. */
export function ungoverned(world: World, question: Question, check: Check): Variant {
  const { ungoverned: child } = world;
  const headers = {
    ...JSON_TYPE,
    authorization: `Bearer ${world.token('club-staff')}`,
    'noren-purpose': 'CLUB_OPERATION',
  };
  const target = { url: child.ready.url, headers, body: JSON.stringify(question) };
  return { name: 'Noren, governance switched off at build', child, target, check };
}

/** The same question to Apollo as it comes, and without the plugin that looks at every field. */
export function apollos(world: World, question: Question, check: Check): readonly [Variant, Variant] {
  const of = (name: string, child: Variant['child']): Variant => ({
    name,
    child,
    target: { url: child.ready.url, headers: JSON_TYPE, body: JSON.stringify(question) },
    check,
  });
  return [
    of('Apollo Server + pg, no cache control', world.apolloWithoutCacheControl),
    of('Apollo Server + pg, default plugins', world.apollo),
  ];
}

export function postgraphile(world: World, question: Question, check: Check): Variant {
  const { postgraphile: child } = world;
  const target = { url: child.ready.url, headers: JSON_TYPE, body: JSON.stringify(question) };
  return { name: 'PostGraphile', child, target, check };
}

export interface SeenStatement {
  readonly database: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The statements that one request of this kind makes, when everything that lasts is warm. */
export async function statementsOf(world: World, target: Target): Promise<readonly SeenStatement[]> {
  const agent = new Agent();
  await send(target, agent);
  await world.gateway.ask({ ask: 'watch' });
  await send(target, agent);
  const seen = (await world.gateway.ask({ ask: 'watched' })) as SeenStatement[];
  agent.destroy();
  return seen;
}

/** The governed statements alone: no plan, no GraphQL, no answer but a number. */
export async function sqlAlone(world: World, { name, target }: Variant): Promise<Variant> {
  const statements = await statementsOf(world, target);
  const child = await world.replay(statements);
  const label = `SQL alone of ${name} (${statements.length} statements)`;
  return { name: label, child, target: { url: child.ready.url, headers: {}, body: '' }, check: () => undefined };
}
