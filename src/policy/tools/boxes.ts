/** Points of a space that differ in some dimensions, said at once: any of `box.role` with any of `box.purpose`, and so on. */
export type Box = Readonly<Record<string, readonly string[]>>;

/**
 * Few boxes that together hold exactly the points of these, each once. Greedy: along one dimension after the other, boxes that differ
 * in nothing else become one.
 *
 * @param boxes None holds a point of another.
 * @param dimensions Names of the coordinates, in the order in which they are merged.
 */
export function mergedBoxes(boxes: readonly Box[], dimensions: readonly string[]): readonly Box[] {
  return dimensions.reduce((merged, along) => mergedAlong(merged, dimensions, along), boxes);
}

function mergedAlong(boxes: readonly Box[], dimensions: readonly string[], along: string): readonly Box[] {
  const merged = new Map<string, Box>();
  for (const box of boxes) {
    const key = dimensions.map((name) => (name === along ? '' : (box[name] ?? []).join(','))).join('|');
    const known = merged.get(key);
    if (known === undefined) merged.set(key, box);
    else merged.set(key, { ...known, [along]: [...(known[along] ?? []), ...(box[along] ?? [])] });
  }
  return [...merged.values()];
}

/** How many points a box holds. */
export function sizeOf(box: Box, dimensions: readonly string[]): number {
  return dimensions.reduce((size, name) => size * (box[name] ?? []).length, 1);
}
