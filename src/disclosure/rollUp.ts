/** One person of a family, by what others may know: its quasi-identifiers. */
export interface ClassMember {
  /** Null: of one who is shown like the others and makes no class larger. */
  readonly family: number | null;
  /** The combination as it is, one text. */
  readonly combination: string;
}

/** One step of a public hierarchy: what a combination is shown as, and how many families must share that. */
export interface Level<Shown> {
  readonly show: (combination: string) => Shown;
  readonly least: (shown: Shown, combinations: readonly string[]) => number;
}

interface RowClass<Shown> {
  readonly shown: Shown;
  readonly combinations: readonly string[];
  readonly families: ReadonlySet<number>;
}

/**
 * What each combination is shown as, so that every class that is shown holds at least k families: level by level, the finest first, a class
 * that is large enough stays and the rest goes on together to the next. It is counted among the rest, since what is shown coarsely is known
 * not to be among what is shown finely. What is left at the end is withheld; were that fewer than k, the smallest class is withheld with it.
 */
export function rollUp<Shown>(
  members: Iterable<ClassMember>,
  { levels, withheld, k }: { readonly levels: readonly Level<Shown>[]; readonly withheld: Shown; readonly k: number },
): ReadonlyMap<string, Shown> {
  let rest = familiesByCombination(members);
  const kept: RowClass<Shown>[] = [];
  for (const level of levels) {
    const classes = classesOf(rest, level);
    const large = classes.filter(
      ({ shown, combinations, families }) => families.size >= level.least(shown, combinations),
    );
    kept.push(...large);
    const gone = new Set(large.flatMap(({ combinations }) => combinations));
    rest = new Map([...rest].filter(([combination]) => !gone.has(combination)));
  }
  hideTheFew(rest, kept, k);
  return new Map([
    ...[...rest.keys()].map((combination) => [combination, withheld] as const),
    ...kept.flatMap(({ shown, combinations }) => combinations.map((combination) => [combination, shown] as const)),
  ]);
}

function familiesByCombination(members: Iterable<ClassMember>): Map<string, Set<number>> {
  const families = new Map<string, Set<number>>();
  for (const { combination, family } of members) {
    let own = families.get(combination);
    if (own === undefined) families.set(combination, (own = new Set()));
    if (family !== null) own.add(family);
  }
  return families;
}

function classesOf<Shown>(
  rest: ReadonlyMap<string, ReadonlySet<number>>,
  { show }: Level<Shown>,
): readonly RowClass<Shown>[] {
  const classes = new Map<string, { shown: Shown; combinations: string[]; families: Set<number> }>();
  for (const [combination, families] of rest) {
    const shown = show(combination);
    const key = JSON.stringify(shown);
    const known = classes.get(key) ?? { shown, combinations: [], families: new Set<number>() };
    known.combinations.push(combination);
    for (const family of families) known.families.add(family);
    classes.set(key, known);
  }
  return [...classes.values()];
}

/** Moves the smallest classes to the rest until it is empty or holds k families, or nothing else is left. */
function hideTheFew<Shown>(rest: Map<string, Set<number>>, kept: RowClass<Shown>[], k: number): void {
  const hidden = new Set([...rest.values()].flatMap((families) => [...families]));
  kept.sort((one, other) => other.families.size - one.families.size);
  while (hidden.size > 0 && hidden.size < k) {
    const smallest = kept.pop();
    if (smallest === undefined) return;
    for (const combination of smallest.combinations) rest.set(combination, new Set());
    for (const family of smallest.families) hidden.add(family);
  }
}
