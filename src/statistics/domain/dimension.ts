import { AGE_BANDS } from './ageBand.js';
import { PLACES } from './place.js';

export type DimensionName = 'MUNICIPALITY' | 'AGE_BAND';

/** What families may be grouped or filtered by. */
export interface Dimension {
  readonly name: DimensionName;
  /** The data category of the policy that this dimension reveals: to be asked for the form AGGREGATED. */
  readonly category: 'ADDRESS' | 'BIRTH_DATE';
  /** The public domain, in the order in which cells are listed. It never depends on data. */
  readonly values: readonly { readonly code: string; readonly name: string }[];
}

/** In the order of the cells: the first dimension turns slowest. A new dimension goes to the end, so that keys stay stable. */
export const DIMENSIONS: readonly Dimension[] = [
  { name: 'MUNICIPALITY', category: 'ADDRESS', values: PLACES },
  { name: 'AGE_BAND', category: 'BIRTH_DATE', values: AGE_BANDS },
];

export function dimensionOf(name: DimensionName): Dimension {
  const found = DIMENSIONS.find((dimension) => dimension.name === name);
  if (found === undefined) throw new RangeError(`No dimension ${name}.`);
  return found;
}
