import type { FactStore } from '../statistics/factStore.js';
import type { ExactCount, FamilyStore } from '../statistics/familyStore.js';
import type { CanonicalQuestion } from '../statistics/question.js';

/** The number of families as `buyFamilies` asks for it, from the facts of the families themselves. */
export class FamilyCounts implements FamilyStore {
  readonly #facts: FactStore;

  constructor(facts: FactStore) {
    this.#facts = facts;
  }

  async currentSnapshot(): Promise<string> {
    return (await this.#facts.currentSnapshot()).id;
  }

  async countFamilies({ groupBy, where }: CanonicalQuestion, snapshot: string): Promise<readonly ExactCount[]> {
    const grain = { topic: 'FAMILIES', grain: [], regroupedFrom: null, clamp: {} } as const;
    const cells = await this.#facts.sums({ ...grain, snapshot, groupBy, keep: where, sums: ['FAMILIES'] });
    return cells.map(({ by, sums }) => ({ by, families: sums.FAMILIES ?? 0n }));
  }
}
