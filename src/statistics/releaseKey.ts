import type { SnapshotInfo } from './factStore.js';
import { FACT_DIMENSIONS, type StatisticModel } from './model/statisticModel.js';
import type { QuestionMechanisms } from './mechanisms.js';
import { keptValues, type CanonicalQuestion } from './question.js';
import { formatRational } from './rational.js';
import type { StatisticSettings } from './settings.js';
import { RELEASE_FORMAT } from './statisticRelease.js';

/** Under which words of the policy a release is made. */
export interface PolicyStamp {
  readonly version: string;
  readonly hash: string;
}

export interface ReleaseBasis {
  readonly question: CanonicalQuestion;
  readonly model: StatisticModel;
  readonly mechanisms: QuestionMechanisms;
  readonly settings: StatisticSettings;
}

/** What is answered and how exactly, whatever the snapshot and the version of the policy. */
function questionText({ question, model, mechanisms, settings }: ReleaseBasis): string {
  const { topic, groupBy, keep, grain } = question;
  const used = [...groupBy, ...(Object.keys(keep) as typeof groupBy)];
  return JSON.stringify({
    format: RELEASE_FORMAT,
    topic,
    unit: 'FAMILY',
    groupBy,
    // The domain is written out: a changed table of places makes other questions.
    domain: [...new Set(used)].map((name) => [name, keptValues(question, model.dimensions[name])]),
    grain: [grain.by, grain.regroupedFrom, grain.cells, FACT_DIMENSIONS.filter((name) => keep[name] !== undefined)],
    clamp: Object.entries(grain.clamp).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    mechanism: [...mechanisms.sums].map(([sum, { nanoRho, sensitivitySquared, sigma2 }]) => [
      sum,
      `${nanoRho}`,
      `${sensitivitySquared}`,
      formatRational(sigma2),
    ]),
    classes: mechanisms.classes === null ? null : [`${mechanisms.classes.nanoRho}`, mechanisms.classes.grid],
    delta: settings.delta,
  });
}

/**
 * Everything that the numbers of a release depend on, as one text; its SHA-256 is the release key. Canonical form is an economy, never the
 * guarantee: two forms of one question that fail to match both pay.
 */
export function releaseText(basis: ReleaseBasis, snapshot: SnapshotInfo, policy: PolicyStamp): string {
  return JSON.stringify([questionText(basis), snapshot.id, snapshot.boundsHash, policy.version, policy.hash]);
}
