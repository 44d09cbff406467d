import { DATA_CATEGORIES, type DataCategory } from '../../policy/vocabulary.js';
import type { Atom, RowPlan } from '../../sources/rowPlan.js';

/** Every condition that the rows of a plan, or rows below that inherit their subject, depend on. */
export function atomsOf(plan: RowPlan): ReadonlySet<Atom> {
  const guards = [...plan.visible, ...[...plan.cells.values()].flatMap((cell) => cell.rungs.map((rung) => rung.guard))];
  return new Set([...guards.flatMap((guard) => guard.when), ...plan.flags]);
}

export function consentCategories(atoms: ReadonlySet<Atom>): readonly DataCategory[] {
  return DATA_CATEGORIES.filter((category) => atoms.has(`CONSENT:${category}`));
}
