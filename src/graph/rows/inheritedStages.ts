import type { LifeStage } from '../../policy/vocabulary.js';
import type { Row } from './row.js';

/** For rows about the same subject as their parents: the keys of these rows by the life stage that was read with the subject. */
export function inheritedStages(
  parents: readonly Row[],
  keyOf: (parent: Row) => number | string | null,
): ReadonlyMap<LifeStage, readonly (number | string)[]> {
  const stages = new Map<LifeStage, (number | string)[]>();
  for (const parent of parents) {
    const stage = (parent.$origin ?? parent)['$lifeStage'] as LifeStage | undefined;
    const key = keyOf(parent);
    if (stage === undefined || key === null) continue;
    const keys = stages.get(stage);
    if (keys === undefined) stages.set(stage, [key]);
    else keys.push(key);
  }
  return stages;
}
