import { NorenError } from '../errors.js';
import type { Cell } from './factStore.js';
import { interval95 } from './noise/interval95.js';
import { FACT_DIMENSIONS, type DimensionName, type SumName } from './model/statisticModel.js';
import { toNumber } from './rational.js';
import type { Measured } from './ratioInterval.js';
import type { StatisticRelease } from './statisticRelease.js';

/** A cell with its sums as they are to be read: as released, or made consistent. */
export interface MeasuredCell {
  readonly by: Cell;
  /** As released; the threshold looks at it, whatever was made consistent. */
  readonly noisyFamilies: bigint;
  readonly sums: ReadonlyMap<SumName, Measured>;
  /** Families per class. */
  readonly classes: readonly bigint[];
  /** Of a cell made consistent: whether the threshold chose among the numbers that it was made of. */
  readonly isOfChosen?: boolean;
}

export function measuredCells(release: StatisticRelease): readonly MeasuredCell[] {
  const noise = release.noise.map(({ sum, sigma2 }) => ({
    sum,
    variance: toNumber(sigma2),
    interval: interval95(sigma2),
  }));
  return release.cells.map(({ by, sums, classes }) => ({
    by,
    classes,
    noisyFamilies: sums[release.noise.findIndex(({ sum }) => sum === 'FAMILIES')] ?? 0n,
    sums: new Map(noise.map(({ sum, ...law }, index) => [sum, { value: Number(sums[index] ?? 0n), ...law }])),
  }));
}

export interface Consistent {
  readonly parents: readonly MeasuredCell[];
  readonly children: readonly MeasuredCell[];
}

/** How a reader sees a cell. */
export interface Sight {
  readonly isShown: (cell: MeasuredCell) => boolean;
  /** Shown, and so little above the threshold that it may owe this to its noise. */
  readonly isNear: (cell: MeasuredCell) => boolean;
}

/**
 * Parent and children that add up (Hay et al. 2010, two passes over one level). With a parent p of variance P and k children of variance V each and
 * sum s: parent* = (p/P + s/(kV)) / (1/P + 1/(kV)), child* = child + (parent* - s)/k. Their variances are PkV/(P + kV) and V - V^2/(P + kV).
 * Only stored releases go in, never data: it costs nothing. A family of cells one of which this reader does not see stays as it was released: a
 * hidden parent would be told by its children, and a single hidden child is the parent less the others (B.1, complementary cells).
 */
export function makeConsistent(
  parent: StatisticRelease,
  child: StatisticRelease,
  sight: { readonly parent: Sight; readonly child: Sight },
): Consistent {
  refuseUnfitParent(parent, child);
  const parents = measuredCells(parent);
  const children = measuredCells(child);
  const familyOf = (cell: MeasuredCell): string => JSON.stringify(parent.question.groupBy.map((name) => cell.by[name]));
  const kin = grouped(children, familyOf);
  const adjusted = new Map<MeasuredCell, MeasuredCell>();
  for (const one of parents.filter(sight.parent.isShown)) {
    const own = kin.get(familyOf(one)) ?? [];
    if (own.length === 0 || !own.every(sight.child.isShown)) continue;
    const isOfChosen = sight.parent.isNear(one) || own.some(sight.child.isNear);
    for (const [before, after] of adjust(one, own)) adjusted.set(before, { ...after, isOfChosen });
  }
  const of = (cell: MeasuredCell): MeasuredCell => adjusted.get(cell) ?? cell;
  return { parents: parents.map(of), children: children.map(of) };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function adjust(
  parent: MeasuredCell,
  children: readonly MeasuredCell[],
): readonly (readonly [MeasuredCell, MeasuredCell])[] {
  const cells = [parent, ...children];
  const changed = cells.map(() => new Map<SumName, Measured>());
  for (const [sum, { value: p, variance: P }] of parent.sums) {
    const measured = children.flatMap((child) => child.sums.get(sum) ?? []);
    const V = measured[0]?.variance;
    if (V === undefined || measured.length !== children.length) continue;
    const k = measured.length;
    const s = measured.reduce((total, { value }) => total + value, 0);
    const whole = (p * k * V + s * P) / (k * V + P);
    const variances = [(P * k * V) / (P + k * V), V - V ** 2 / (P + k * V)];
    changed[0]?.set(sum, { value: whole, variance: variances[0] ?? P });
    measured.forEach(({ value }, index) => {
      changed[index + 1]?.set(sum, { value: value + (whole - s) / k, variance: variances[1] ?? V });
    });
  }
  return cells.map((cell, index) => [cell, { ...cell, sums: new Map([...cell.sums, ...(changed[index] ?? [])]) }]);
}

/**
 * Children add up to their parent only where families are split by what a family has once, on the same facts. To be asked before the
 * children are bought.
 * @throws NorenError BAD_INPUT, with what to name instead
 */
export function refuseUnfitParent(
  parent: StatisticRelease,
  child: Pick<StatisticRelease, 'snapshot' | 'question'>,
): void {
  const [above, below] = [parent.question, child.question];
  const split = below.groupBy.filter((name) => !above.groupBy.includes(name));
  const same = (part: (question: typeof above) => unknown): boolean =>
    JSON.stringify(part(above)) === JSON.stringify(part(below));
  const fact = split.find((name) => FACT_DIMENSIONS.some((each: DimensionName) => each === name));
  const fault =
    parent.snapshot !== child.snapshot || above.topic !== below.topic
      ? 'is about another snapshot or topic'
      : !above.groupBy.every((name) => below.groupBy.includes(name)) || split.length === 0
        ? 'is not grouped by a part of the dimensions of this question'
        : fact !== undefined
          ? `does not add up with ${fact}: a family can be in several of its cells`
          : same(({ grain }) => grain) && same(({ keep }) => keep)
            ? null
            : 'keeps other values';
  if (fault === null) return;
  throw new NorenError(
    'BAD_INPUT',
    `consistentWith: release ${parent.id} ${fault}. Name a release of the same question with fewer dimensions.`,
  );
}
