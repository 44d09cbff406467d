import type { Atom } from '../../sources/rowPlan.js';
import type { RequestContext } from '../context.js';
import { consentingSubjects } from './consentHolders.js';
import { consentCategories } from './nodeAtoms.js';
import type { Row } from './row.js';

/**
 * For rows about the same subject as their parents: whose conditions hold, as keys of these rows. What holds for a parent was
 * read with it ("$OPT_IN", ...); consents are asked of their register, for all parents at once.
 */
export async function inheritedHolders(
  context: RequestContext,
  atoms: ReadonlySet<Atom>,
  parents: readonly Row[],
  keyOf: (parent: Row) => number | string | null,
): Promise<ReadonlyMap<Atom, readonly (number | string)[]>> {
  const holders = new Map<Atom, readonly (number | string)[]>();
  if (atoms.size === 0) return holders;
  const subjects = parents.flatMap((parent) => {
    const key = keyOf(parent);
    return key === null ? [] : [{ origin: parent.$origin ?? parent, key }];
  });
  const consents = await consentingSubjects(
    context,
    subjects.map(({ origin }) => origin),
    consentCategories(atoms),
  );
  for (const atom of atoms) {
    const holds = (origin: Row): boolean =>
      atom.startsWith('CONSENT:')
        ? (consents.get(atom)?.has(Number(origin.$key)) ?? false)
        : origin[`$${atom}`] === true;
    holders.set(
      atom,
      subjects.filter(({ origin }) => holds(origin)).map(({ key }) => key),
    );
  }
  return holders;
}
