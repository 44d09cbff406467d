import { foreseeRefresh, refreshAnalysis } from './analysis/refresh/refreshAnalysis.js';
import type { Refreshed, RefreshOptions } from './analysis/refresh/refreshOptions.js';
import type { RefreshPlan } from './analysis/refresh/planRefresh.js';
import { fillRowClasses } from './analysis/rowClasses/fillRowClasses.js';
import { areClassesMissing } from './analysis/rowClasses/countWhenMissing.js';
import type { Configuration } from './config.js';
import { deriveKey } from './disclosure/cryptography.js';
import { joinEmbedded } from './embedded/joinEmbedded.js';
import { closeAll, openFoundation, type Closing, type Foundation, type GraphGround } from './foundation.js';
import { tokyoToday } from './policy/lifeStage.js';
import { loadPolicyCalendar, type PolicyCalendar } from './policy/policyCalendar.js';
import { flaggedSubjects, guardiansOpening } from './registry/classSubjects.js';
import { closedSubjects, consentingGuardians } from './registry/subjectStandings.js';
import { makeStatisticModel } from './statistics/model/makeStatisticModel.js';

/** Pseudonyms of the analysis store: of the refresh and of the changes that act on it. */
export function analysisKey(secret: Buffer): Buffer {
  return deriveKey(secret, 'analysis');
}

/** Of what it is taken, and where it is kept. */
type SnapshotGround = Pick<GraphGround, 'sources' | 'governance' | 'secret'>;

export interface SnapshotOptions {
  readonly policies: PolicyCalendar;
  readonly now: Date;
  /** @default false */
  readonly full?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: string) => void;
}

/** A new snapshot for statistics, of today in Tokyo, under the policy of today. */
export async function takeSnapshot(foundation: SnapshotGround, options: SnapshotOptions): Promise<Refreshed> {
  const refreshed = await refreshAnalysis(refreshOptions(foundation, options));
  await countRowClasses(foundation, options);
  return refreshed;
}

/** How coarsely de-identified rows are shown from now on: by who takes part today. */
export async function countRowClasses(
  {
    sources,
    governance,
    secret,
  }: Pick<GraphGround, 'sources' | 'secret'> & {
    readonly governance: Pick<GraphGround['governance'], 'pool'>;
  },
  { policies, now }: Pick<SnapshotOptions, 'policies' | 'now'>,
): Promise<void> {
  const { k, placeK } = policies.policyAt(now).statistics;
  const ks = [...new Set(Object.values(k))];
  const pools = { clubPool: sources.club.pool, governancePool: governance.pool };
  const flagged = await flaggedSubjects(governance.pool, now);
  const consenting = await guardiansOpening(governance.pool, 'PURCHASE_HISTORY', now);
  const pseudonymKey = analysisKey(secret);
  await fillRowClasses({ ...pools, today: tokyoToday(now), ks, placeK, flagged, consenting, pseudonymKey });
}

function refreshOptions({ sources, governance, secret }: SnapshotGround, options: SnapshotOptions): RefreshOptions {
  const { policies, now, ...rest } = options;
  const { statistics } = policies.policyAt(now);
  const today = tokyoToday(now);
  return {
    ...rest,
    now,
    today,
    sources: { club: sources.club.pool, coop: sources.coop.pool, broadcaster: sources.broadcaster.pool },
    governancePool: governance.pool,
    standings: {
      closed: (client) => closedSubjects(client, now),
      consenting: (client) => consentingGuardians(client, statistics.coverage, now),
    },
    pseudonymKey: analysisKey(secret),
    model: makeStatisticModel(statistics, today),
  };
}

/** The embedded default has its first statistics at once; on real servers the calendar or `noren analysis refresh` takes them. */
export async function takeFirstSnapshot(foundation: SnapshotGround, options: SnapshotOptions): Promise<void> {
  const { rowCount } = await foundation.governance.pool.query(
    `select 1 from analysis_snapshots where status = 'CURRENT'`,
  );
  if (rowCount === 0) await takeSnapshot(foundation, options);
  else if (await areClassesMissing(foundation.governance.pool)) await countRowClasses(foundation, options);
}

export interface RefreshCommand {
  readonly full: boolean;
  readonly say: (message: string) => void;
  readonly onProgress: (step: string) => void;
}

/** For the command line: opens what is needed, takes a snapshot, closes everything. */
export async function refreshOnce(config: Configuration, command: RefreshCommand): Promise<Refreshed> {
  return onFoundation(config, command, (foundation, options) => takeSnapshot(foundation, options));
}

/** What `refreshOnce` would do. */
export async function foreseeOnce(config: Configuration, command: RefreshCommand): Promise<RefreshPlan> {
  return onFoundation(config, command, (foundation, options) => foreseeRefresh(refreshOptions(foundation, options)));
}

async function onFoundation<T>(
  config: Configuration,
  { say, ...command }: RefreshCommand,
  work: (foundation: Foundation, options: SnapshotOptions) => Promise<T>,
): Promise<T> {
  const closing: Closing = [];
  try {
    const foundation = await openFoundation(config, { embedded: joinEmbedded, say, closing });
    return await work(foundation, { ...command, policies: loadPolicyCalendar(config.policyFile), now: new Date() });
  } finally {
    await closeAll(closing);
  }
}
