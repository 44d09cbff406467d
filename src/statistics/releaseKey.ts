import { DIMENSIONS } from './domain/dimension.js';
import { familyCountMechanism } from './familyCount.js';
import { keptValues, type CanonicalQuestion } from './question.js';
import { formatRational } from './rational.js';
import type { StatisticSettings } from './settings.js';

/** Under which words of the policy a release is made. */
export interface PolicyStamp {
  readonly version: string;
  readonly hash: string;
}

export interface ReleaseBasis {
  readonly question: CanonicalQuestion;
  readonly snapshot: string;
  readonly policy: PolicyStamp;
  readonly settings: StatisticSettings;
}

/**
 * Everything that the numbers of a release depend on, as one text; its SHA-256 is the release key. The domain is written out: a
 * changed table of places makes other questions. Canonical form is an economy, never the guarantee: two forms of one question
 * that fail to match both pay.
 */
export function releaseText({ question, snapshot, policy, settings }: ReleaseBasis): string {
  const { nanoRho, sensitivitySquared, sigma2 } = familyCountMechanism(settings);
  return JSON.stringify({
    format: 1,
    statistic: question.statistic,
    unit: 'FAMILY',
    groupBy: question.groupBy,
    domain: DIMENSIONS.map((dimension) => [dimension.name, keptValues(question, dimension)]),
    mechanism: ['DISCRETE_GAUSSIAN', `${nanoRho}`, `${sensitivitySquared}`, formatRational(sigma2)],
    delta: settings.delta,
    snapshot,
    policy: [policy.version, policy.hash],
  });
}
