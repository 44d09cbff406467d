import { DATA_CATEGORIES, type DataCategory } from '../../policy/vocabulary.js';
import type { SubjectFlag } from '../../policy/gateFacts.js';
import type { Atom, RowPlan } from '../../sources/rowPlan.js';

/** Every condition that the rows of a plan, or rows below that inherit their subject, depend on. */
export function atomsOf(plan: RowPlan): ReadonlySet<Atom> {
  const guards = [...plan.visible, ...[...plan.cells.values()].flatMap((cell) => cell.rungs.map((rung) => rung.guard))];
  return new Set([...guards.flatMap((guard) => guard.when), ...plan.flags]);
}

/** Conditions and flags that the registers know by key. */
export function registerAtoms(atoms: ReadonlySet<Atom>): readonly Atom[] {
  return [...atoms].filter((atom) => atom.includes(':') && !atom.startsWith('CONSENT:'));
}

/** The flag whose absence an atom asks for; null: it asks for something else. */
export function flagOf(atom: Atom): SubjectFlag | 'DECEASED' | null {
  return atom.startsWith('UNFLAGGED:') ? (atom.slice('UNFLAGGED:'.length) as SubjectFlag | 'DECEASED') : null;
}

export function consentCategories(atoms: ReadonlySet<Atom>): readonly DataCategory[] {
  return DATA_CATEGORIES.filter((category) => atoms.has(`CONSENT:${category}`));
}
