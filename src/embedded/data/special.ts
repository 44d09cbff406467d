/**
 * Families whose circumstances the demo identities and the tests rely on, by index; everybody else is drawn. Needs at
 * least `FEWEST_FAMILIES`.
 */
export const SPECIAL_FAMILIES = {
  /** The family of the identities `guardian` and `child`: two guardians with membership, three children, all in order. */
  DEMO: 3,
  /** The father's link to the children has ended. */
  ENDED_LINK: 5,
  /** The father's link carries a harm flag. */
  HARM_FLAG: 6,
  /** The father's link is disputed. */
  DISPUTED_LINK: 7,
  /** The mother has died. */
  DECEASED_GUARDIAN: 8,
  /** All have left. */
  LEFT: 9,
  /** The eldest child, 16 or 17, objects to advertising. */
  OBJECTING_CHILD: 10,
  /** A child has died. */
  DECEASED_CHILD: 11,
} as const;

export const FEWEST_FAMILIES = 12;

const BY_INDEX: ReadonlyMap<number, keyof typeof SPECIAL_FAMILIES> = new Map(
  Object.entries(SPECIAL_FAMILIES).map(([name, index]) => [index, name as keyof typeof SPECIAL_FAMILIES]),
);

export function specialOf(index: number): keyof typeof SPECIAL_FAMILIES | null {
  return BY_INDEX.get(index) ?? null;
}
