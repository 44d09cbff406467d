import { PLAN } from '../../../directives/governedRow.js';
import type { SubjectKind } from '../../policy/vocabulary.js';
import type { Atom } from '../../sources/rowPlan.js';
import type { RequestContext } from '../context.js';
import type { RowNode } from '../plan/rowNode.js';
import { consentingSubjects } from './consentHolders.js';
import { atomsOf, consentCategories, flagOf, registerAtoms } from './nodeAtoms.js';
import type { Row } from './row.js';

/**
 * For rows about the same subject as their parents: whose conditions hold, as keys of these rows. What holds for a parent was
 * read with it ("$OPT_IN", ...); consents are asked of their register, for all parents at once.
 */
export async function inheritedHolders(
  context: RequestContext,
  { rowPlan, shape }: RowNode,
  parents: readonly Row[],
  keyOf: (parent: Row) => number | string | null,
): Promise<ReadonlyMap<Atom, readonly (number | string)[]>> {
  const atoms = atomsOf(rowPlan);
  const holders = new Map<Atom, readonly (number | string)[]>();
  if (atoms.size === 0) return holders;
  const subjects = parents.flatMap((parent) => {
    const key = keyOf(parent);
    return key === null ? [] : [{ origin: parent.$origin ?? parent, key }];
  });
  const consents = await consentingSubjects(
    context,
    rowPlan.subject,
    subjects.map(({ origin }) => Number(origin.$key)),
    consentCategories(atoms),
  );
  const known = new Map(registerAtoms(atoms).map((atom) => [atom, knownHolder(context, atom, shape)]));
  for (const atom of atoms) {
    const holds = (origin: Row): boolean =>
      atom.startsWith('CONSENT:')
        ? (consents.get(atom)?.has(Number(origin.$key)) ?? false)
        : (known.get(atom)?.(origin) ?? origin[`$${atom}`] === true);
    holders.set(
      atom,
      subjects.filter(({ origin }) => holds(origin)).map(({ key }) => key),
    );
  }
  return holders;
}

/** Whether a case or the absence of a flag holds for the subject of a row, by its key. */
function knownHolder(context: RequestContext, atom: Atom, shape: RowNode['shape']): (origin: Row) => boolean {
  const flag = flagOf(atom);
  const sets = new Map<SubjectKind, ReadonlySet<number>>();
  return (origin) => {
    const kind = origin[PLAN].rowPlan.subject;
    if (kind === null) return false;
    const keys =
      sets.get(kind) ?? new Set(flag === null ? context.holdersOf(atom, kind, shape) : context.flaggedWith(flag, kind));
    sets.set(kind, keys);
    return keys.has(Number(origin.$key)) === (flag === null);
  };
}
