import { makeConsistent, measuredCells, type MeasuredCell, type Sight } from './consistency.js';
import { isSmallPopulation, PLACES } from './domain/place.js';
import type { Cell } from './factStore.js';
import { cellReader, type MeasuredNumbers } from './cellReader.js';
import type { DimensionName, StatisticModel } from './model/statisticModel.js';
import { nearThreshold } from './noise/shownInterval.js';
import type { CanonicalQuestion } from './question.js';
import type { StatisticSettings } from './settings.js';
import { familiesNoise, type StatisticRelease } from './statisticRelease.js';

export interface PresentedCell {
  /** A value per grouped dimension; absent for the others. */
  readonly by: Readonly<Partial<Record<DimensionName, { readonly code: string; readonly name: string }>>>;
  /** Every measure that can be made of what was bought. */
  readonly numbers: MeasuredNumbers;
}

export interface PresentedRelease {
  readonly cells: readonly PresentedCell[];
  /** Cells of the parent, consistent with these; null where none was named. */
  readonly parents: readonly PresentedCell[] | null;
}

export interface Presentation {
  /** Of who reads. */
  readonly settings: Pick<StatisticSettings, 'k' | 'placeK'>;
  /** Names of codes; a code that is no longer in a domain stands for itself. */
  readonly model: StatisticModel;
  /** A stored release that the cells are to add up to. @default none */
  readonly parent?: StatisticRelease | null;
}

/** Every cell of the public domain, in its order. Looks at noisy numbers only, so that it costs no budget. */
export function present(release: StatisticRelease, { settings, model, parent = null }: Presentation): PresentedRelease {
  const shownAs = (of: StatisticRelease) => {
    const read = cellReader(of);
    const { isShown } = sightOf(of, settings);
    return (cell: MeasuredCell): PresentedCell => ({
      by: named(cell.by, model),
      numbers: read(cell, isShown(cell), threshold(of.question, cell.by, settings)),
    });
  };
  const sight = (of: StatisticRelease): Sight => sightOf(of, settings);
  const both =
    parent === null ? null : makeConsistent(parent, release, { parent: sight(parent), child: sight(release) });
  return {
    cells: (both?.children ?? measuredCells(release)).map(shownAs(release)),
    parents: parent === null || both === null ? null : both.parents.map(shownAs(parent)),
  };
}

function sightOf(release: StatisticRelease, settings: Presentation['settings']): Sight {
  const isNear = nearThreshold(familiesNoise(release));
  const shownCount = ({ by, noisyFamilies }: MeasuredCell) => ({
    value: Number(noisyFamilies),
    from: threshold(release.question, by, settings),
  });
  const isShown = (cell: MeasuredCell): boolean => {
    const { value, from } = shownCount(cell);
    return value >= from;
  };
  return { isShown, isNear: (cell) => isNear(shownCount(cell)) };
}

/** Of the noisy number of families: a switch on a true count would tell of it (A4-2b). */
export function threshold(question: CanonicalQuestion, cell: Cell, { k, placeK }: Presentation['settings']): number {
  return isSmallPopulation(placesOf(question, cell)) ? Math.max(k, placeK) : k;
}

/** The places that a cell is about: its own, or all that the question keeps. */
function placesOf({ keep }: CanonicalQuestion, { MUNICIPALITY }: Cell): readonly string[] {
  return MUNICIPALITY === undefined ? (keep.MUNICIPALITY ?? PLACES.map(({ code }) => code)) : [MUNICIPALITY];
}

function named(cell: Cell, model: StatisticModel): PresentedCell['by'] {
  return Object.fromEntries(
    Object.entries(cell).map(([dimension, code]) => [dimension, nameOf(model, dimension as DimensionName, code)]),
  );
}

function nameOf({ dimensions }: StatisticModel, name: DimensionName, code: string): { code: string; name: string } {
  return dimensions[name].values.find((value) => value.code === code) ?? { code, name: code };
}
