import type { Policy } from '../../policy/policy.js';
import { makeStatisticModel } from '../../statistics/model/makeStatisticModel.js';
import type { StatisticModel } from '../../statistics/model/statisticModel.js';

export type StatisticModels = (policy: Policy, date: string) => StatisticModel;

/** Days whose models are kept: those of the snapshots that are asked about, and of releases that dashboards show. */
const KEPT = 32;

/** Models by policy and day; the same frozen object for the same of both. */
export function createStatisticModels(): StatisticModels {
  const models = new Map<string, StatisticModel>();
  return (policy, date) => {
    const key = `${policy.hash} ${date}`;
    const model = models.get(key) ?? makeStatisticModel(policy.statistics, date);
    models.delete(key);
    models.set(key, model);
    const oldest = models.keys().next().value;
    if (models.size > KEPT && oldest !== undefined) models.delete(oldest);
    return model;
  };
}
