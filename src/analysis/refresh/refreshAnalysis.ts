import { setImmediate as otherRequests } from 'node:timers/promises';
import type { ClientBase, Pool, PoolClient } from 'pg';
import { NorenError } from '../../errors.js';
import { domainsOf } from '../domains.js';
import { createPseudonyms } from '../pseudonyms.js';
import { changesSince } from './changes.js';
import { clearLeftovers, REFRESH_LOCK } from './clearLeftovers.js';
import { fullRefresh } from './fullRefresh.js';
import { generaliseWith, type GeneralisedFamily } from './generalise.js';
import { incrementalRefresh } from './incrementalRefresh.js';
import { withSources, type OpenSources } from './openSources.js';
import { planRefresh, type RefreshPlan } from './planRefresh.js';
import type { Target } from './progress.js';
import { readPeople } from './readPeople.js';
import { readReferenceData } from './referenceData.js';
import type { RefreshGround } from './refreshGround.js';
import type { Refreshed, RefreshOptions } from './refreshOptions.js';
import { readSourceDigests } from './sourceDigests.js';
import { windowOf } from './window.js';

/** Above this share of changed families, and more than a few, everything anew is cheaper, and the cube stays small. */
const MOST_CHANGED = 0.25;
const FEW = 100;

/** Families that are generalised before the gateway that takes the snapshot looks at its requests again. */
const BATCH = 500;

/**
 * Takes a new snapshot of participating families over all three sources and makes it the current one. Questions go on meanwhile: each
 * sees one snapshot. One refresh at a time, whoever asks; the others wait.
 * @throws NorenError SOURCE_UNAVAILABLE when a source does not answer, STATISTIC_UNAVAILABLE when it broke off: then there is no new snapshot
 */
export async function refreshAnalysis(options: RefreshOptions): Promise<Refreshed> {
  checkOptions(options);
  return alone(options, (governance) =>
    withSources(options.sources, async (sources) => {
      const ground = await prepare(options, governance, sources);
      const plan = await planOf(ground);
      const all = await readFamilies(ground);
      if (plan.kind === 'FULL') return fullRefresh(ground, all);
      const changes = await changesSince(governance, plan.current.base, all);
      const touched = plan.current.familiesChanged + changes.written.size + changes.ended.length;
      if (touched > FEW + MOST_CHANGED * changes.stored) return fullRefresh(ground, all);
      await clearLeftovers(governance, options.today);
      return incrementalRefresh(ground, plan.current, changes);
    }),
  );
}

/** What a refresh would do, without doing it; asks every source whether it answers. */
export async function foreseeRefresh(options: RefreshOptions): Promise<RefreshPlan> {
  checkOptions(options);
  return alone(options, (governance) =>
    withSources(options.sources, async (sources) => planOf(await prepare(options, governance, sources))),
  );
}

function checkOptions({ today }: RefreshOptions): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today)) {
    throw new NorenError('BAD_INPUT', `analysis refresh: "${today}" is not a date: write YYYY-MM-DD.`);
  }
}

type Prepared = RefreshGround & { readonly people: Standings };

async function prepare(options: RefreshOptions, governance: ClientBase, sources: OpenSources): Promise<Prepared> {
  const { model, today, pseudonymKey } = options;
  const target: Target = { takenOn: today, boundsHash: model.boundsHash, domains: domainsOf(model) };
  const people = await readStandings(options, governance);
  return {
    options,
    governance,
    sources,
    model,
    target,
    window: windowOf(model),
    reference: await readReferenceData(sources, model),
    pseudonyms: createPseudonyms(pseudonymKey),
    seenEffects: people.seenEffects,
    people,
  };
}

async function planOf({ governance, target, reference, options }: Prepared): Promise<RefreshPlan> {
  return planRefresh(governance, { target, referenceDigest: reference.digest, full: options.full ?? false });
}

interface Standings {
  readonly closed: Awaited<ReturnType<RefreshOptions['standings']['closed']>>;
  readonly consenting: ReadonlySet<number>;
  readonly seenEffects: readonly string[];
}

/** Of one instant: an effect whose cause is not in these words is left standing. */
async function readStandings({ standings }: RefreshOptions, governance: ClientBase): Promise<Standings> {
  await governance.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const closed = await standings.closed(governance);
  const consenting = await standings.consenting(governance);
  const { rows } = await governance.query<{ mark: string }>('SELECT mark::text AS mark FROM analysis_effects');
  await governance.query('COMMIT');
  return {
    closed,
    consenting: new Set(consenting.map(({ reference }) => reference)),
    seenEffects: rows.map(({ mark }) => mark),
  };
}

async function readFamilies({
  options,
  sources,
  window,
  model,
  pseudonyms,
  people,
}: Prepared): Promise<readonly GeneralisedFamily[]> {
  const families = await readPeople(sources, options.today, people.closed);
  const digests = await readSourceDigests(sources, window);
  const generalise = generaliseWith({
    model,
    today: options.today,
    pseudonyms,
    digests,
    consenting: people.consenting,
  });
  const generalised: GeneralisedFamily[] = [];
  for (const [index, family] of families.entries()) {
    if (index % BATCH === 0) await otherRequests();
    generalised.push(generalise(family));
  }
  return generalised;
}

/** On one connection that holds the lock; closed at the end, which gives up the lock and rolls back what was not committed. */
async function alone<T>(
  { governancePool, signal }: RefreshOptions,
  work: (governance: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await governancePool.connect();
  const breakOff = await whoBreaksOff(governancePool, client);
  signal?.addEventListener('abort', breakOff);
  try {
    signal?.throwIfAborted();
    await client.query('SET idle_in_transaction_session_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [REFRESH_LOCK]);
    return await work(client);
  } catch (error) {
    throw error instanceof NorenError ? error : brokenOff(error);
  } finally {
    signal?.removeEventListener('abort', breakOff);
    client.release(true);
  }
}

/** An error of a database may quote a row: it goes no further than the cause. */
function brokenOff(cause: unknown): NorenError {
  const message =
    'analysis refresh: it broke off, and there is no new snapshot; the one before stays. Run it again: steps that are done stay done.';
  return new NorenError('STATISTIC_UNAVAILABLE', message, {}, { cause });
}

/** From another connection: this one may be in the middle of a long statement, or waiting for the lock. */
async function whoBreaksOff(pool: Pool, client: ClientBase): Promise<() => void> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return () => void pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]).catch(() => undefined);
}
