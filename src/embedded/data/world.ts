import { type Day, dayOf } from './calendar.js';
import { type Names, makeNames } from './names.js';
import { type Places, makePlaces } from './places.js';

/** How much, and as of when. */
export interface DemoScale {
  /** Families of the club. @default 3000 */
  readonly families?: number;
  /** Members of the co-op, at least two a family. @default 20000 for 3000 families, in proportion otherwise */
  readonly members?: number;
  /** Purchases over 24 months. @default 100 a family */
  readonly purchases?: number;
  /** 'YYYY-MM-DD', the day after the last day of data. */
  readonly today: string;
  /** Another seed, other people. @default 20261122 */
  readonly seed?: number;
}

/** What every generator needs. Pure: two worlds of the same scale give the same rows. */
export interface World {
  readonly seed: number;
  readonly families: number;
  readonly members: number;
  readonly purchases: number;
  readonly today: Day;
  readonly names: Names;
  readonly places: Places;
}

export function makeWorld(scale: DemoScale): World {
  const families = scale.families ?? 3_000;
  return {
    seed: scale.seed ?? 20261122,
    families,
    members: Math.max(scale.members ?? Math.round((families * 20) / 3), 2 * families),
    purchases: scale.purchases ?? 100 * families,
    today: dayOf(scale.today),
    names: makeNames(),
    places: makePlaces(),
  };
}

/** What tells this data from other data; kept with the databases, so that a start does not load twice. */
export function fingerprint(scale: DemoScale): string {
  const families = scale.families ?? 3_000;
  const parts = [GENERATOR_VERSION, scale.seed ?? 20261122, scale.today, families, scale.members, scale.purchases];
  return `noren demo data ${parts.map((part) => part ?? '-').join('/')}`;
}

/** Raise it when a change here gives other rows. */
const GENERATOR_VERSION = 1;
