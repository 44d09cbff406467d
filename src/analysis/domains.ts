import { DIMENSION_NAMES, type DimensionName, type StatisticModel } from '../statistics/model/statisticModel.js';

/** The codes of each dimension's public domain, in order. A snapshot keeps them: its rows hold positions in them. */
export type Domains = Readonly<Record<DimensionName, readonly string[]>>;

const OTHER = 'OTHER';

export function domainsOf({ dimensions }: StatisticModel): Domains {
  const codes: [string, readonly string[]][] = DIMENSION_NAMES.map((name) => [
    name,
    dimensions[name].values.map(({ code }) => code),
  ]);
  return Object.fromEntries(codes) as Domains;
}

/** Where a source's value, a code or a name, lies in a domain; what is not there is OTHER where that is a value, else null. */
export type Position = (value: string) => number | null;

export function positionIn({ dimensions }: StatisticModel, name: DimensionName): Position {
  const known = new Map<string, number>();
  // Codes last: a code outweighs another value's name.
  for (const key of ['name', 'code'] as const)
    for (const [position, value] of dimensions[name].values.entries()) known.set(value[key], position);
  const other = dimensions[name].values.findIndex(({ code }) => code === OTHER);
  return (value) => known.get(value) ?? (other === -1 ? null : other);
}
