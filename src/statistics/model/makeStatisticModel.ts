import { NorenError } from '../../errors.js';
import { AGE_BANDS } from '../domain/ageBand.js';
import { PLACES } from '../domain/place.js';
import { REGIONS } from '../domain/region.js';
import { boundsHash } from './boundsHash.js';
import { monthsBefore, quartersBefore, termsUpTo } from './calendar.js';
import { purchaseSegments, segmentDomain } from './segments.js';
import {
  ATTRIBUTES,
  DIMENSION_NAMES,
  FACT_DIMENSIONS,
  STATISTIC_SOURCES,
  SUMS,
  TOPICS,
  type Dimension,
  type DimensionName,
  type DimensionValue,
  type Grain,
  type StatisticModel,
  type Topic,
  type TopicName,
} from './statisticModel.js';
import type { DimensionEntry, StatisticSection, TopicEntry } from './statisticSection.js';

/** Periods have no category of their own: they reveal when something of their topic happened. Whoever forgets that gets the narrowest. */
const CATEGORIES = ['UNLISTED', 'ADDRESS', 'BIRTH_DATE', 'SEX', 'PURCHASE_HISTORY'] as const;

/**
 * The policy's model of statistics as it is on a day (Asia/Tokyo): the calendars end before it. A question on a snapshot is judged by
 * the model of the snapshot's day.
 * @throws NorenError BAD_POLICY: a name or domain that the program does not know.
 */
export function makeStatisticModel(section: StatisticSection, date: string): StatisticModel {
  const model = {
    dimensions: byName(DIMENSION_NAMES, (name) => dimension(section, name, date)),
    topics: byName(TOPICS, (name) => topic(name, entryOf(section.topics, name, 'topics'))),
    amountUnit: section.amountUnit,
    purchaseSegments: purchaseSegments(section.segments).map(({ code, from }) => ({ code, from })),
    coverageConsent: section.coverage,
  };
  return deepFreeze({ ...model, boundsHash: boundsHash(model) });
}

function byName<K extends string, T>(names: readonly K[], make: (name: K) => T): Readonly<Record<K, T>> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<K, T>;
}

function entryOf<T>(table: Readonly<Record<string, T>>, name: string, where: string): T {
  const entry = Object.hasOwn(table, name) ? table[name] : undefined;
  if (entry === undefined) throw new NorenError('BAD_POLICY', `statistics.${where}: there is no ${name}.`);
  return entry;
}

function dimension(section: StatisticSection, name: DimensionName, date: string): Dimension {
  const entry = entryOf(section.dimensions, name, 'dimensions');
  const [category] = known(CATEGORIES, [entry.category ?? 'UNLISTED'], `dimensions.${name}.category`);
  return { name, category: category ?? 'UNLISTED', values: domainOf(section, entry, name, date) };
}

function domainOf(
  { calendar, segments }: StatisticSection,
  { domain, values }: DimensionEntry,
  name: DimensionName,
  date: string,
): readonly DimensionValue[] {
  if (values !== undefined) return Object.entries(values).map(([code, text]) => ({ code, name: text }));
  switch (domain) {
    case 'PLACES':
      return PLACES;
    case 'REGIONS':
      return REGIONS;
    case 'AGE_BANDS':
      return AGE_BANDS;
    case 'SEGMENTS':
      return segmentDomain(segments);
    case 'TERMS':
      return termsUpTo(date, calendar.terms);
    case 'MONTHS':
      return monthsBefore(date, calendar.months);
    case 'QUARTERS':
      return quartersBefore(date, calendar.quarters);
    case undefined:
    default:
      throw new NorenError('BAD_POLICY', `statistics.dimensions.${name}: there is no domain "${domain ?? ''}".`);
  }
}

function topic(name: TopicName, entry: TopicEntry): Topic {
  const at = `topics.${name}`;
  return {
    name,
    sources: known(STATISTIC_SOURCES, entry.sources, `${at}.sources`),
    attributes: known(ATTRIBUTES, entry.attributes, `${at}.attributes`),
    sums: known(SUMS, entry.sums, `${at}.sums`),
    grains: entry.grains.map((grain) => grainOf(grain, at)),
  };
}

function grainOf({ by, clamp = {}, cells }: TopicEntry['grains'][number], at: string): Grain {
  const bounds = known(SUMS, Object.keys(clamp), `${at}.grains`).map((sum) => [sum, clamp[sum]] as const);
  return { by: known(FACT_DIMENSIONS, by, `${at}.grains`), clamp: Object.fromEntries(bounds), cells: cells ?? null };
}

/** The names in the program's order. */
function known<T extends string>(names: readonly T[], given: readonly string[], where: string): readonly T[] {
  const unknown = given.find((name) => !names.some((each) => each === name));
  if (unknown !== undefined) throw new NorenError('BAD_POLICY', `statistics.${where}: "${unknown}" is unknown.`);
  return names.filter((name) => given.includes(name));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
