import { rollUp, type ClassMember, type Level } from '../../disclosure/rollUp.js';
import { leastOf, WITHHELD, type ClassThresholds, type ShownClass } from './rowClassHierarchy.js';

/** Bought something, and too few of the class share how much. */
export const ANY_SEGMENT = 'ANY';
const NOTHING_BOUGHT = 'NONE';

export interface SegmentPerson {
  /** Null: makes no class larger. */
  readonly family: number | null;
  readonly combination: string;
  /** Null: unknown, or not shown to the recipient. */
  readonly segment: string | null;
}

/** By what `segmentClasses` knows a combination together with a segment. */
export function withSegment(combination: string, segment: string): string {
  return `${combination}|${segment}`;
}

/**
 * What the segment of each combination is shown as, within the class that the combination is shown as: segment, ANY, withheld, until k families
 * share class and segment. Whoever of a class shows no segment is one more class of it, and must be k families as well: where they are fewer,
 * the smallest others are withheld with them. What is not in the answer is withheld.
 */
export function segmentClasses(
  people: readonly SegmentPerson[],
  classes: ReadonlyMap<string, ShownClass>,
  thresholds: ClassThresholds,
): ReadonlyMap<string, string> {
  const shown = new Map<string, string>();
  const members = Map.groupBy(people, ({ combination }) => combination);
  const shownAs = (combination: string) => JSON.stringify(classes.get(combination) ?? WITHHELD);
  for (const [text, combinations] of Map.groupBy(members.keys(), shownAs)) {
    const k = leastOf(thresholds)(JSON.parse(text) as ShownClass, combinations);
    const group = combinations.flatMap((combination) => bySegment(combination, members.get(combination) ?? []));
    for (const [combination, value] of rollUp(group, { levels: levelsFor(k), withheld: null, k }))
      if (value !== null) shown.set(combination, value);
  }
  return shown;
}

/** Made and hashed once a segment: there are far fewer of them than people. */
function bySegment(combination: string, people: readonly SegmentPerson[]): readonly ClassMember[] {
  return [...Map.groupBy(people, ({ segment }) => segment ?? '')].flatMap(([segment, group]) => {
    const text = withSegment(combination, segment);
    return group.map(({ family }) => ({ family, combination: text }));
  });
}

function levelsFor(k: number): readonly Level<string | null>[] {
  const least = (shown: string | null): number => (shown === null ? Number.POSITIVE_INFINITY : k);
  const segmentOf = (combination: string): string | null => {
    const segment = combination.slice(combination.lastIndexOf('|') + 1);
    return segment === '' ? null : segment;
  };
  const coarse = (segment: string | null) => (segment === null || segment === NOTHING_BOUGHT ? segment : ANY_SEGMENT);
  return [
    { show: segmentOf, least },
    { show: (combination) => coarse(segmentOf(combination)), least },
  ];
}
