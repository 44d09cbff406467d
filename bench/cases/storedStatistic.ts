import type { BenchCase } from '../harness/benchCase.js';
import { apollos, governed, sqlAlone } from '../harness/variants.js';

const query = `{ statistics { families(groupBy: [MUNICIPALITY, AGE_BAND]) {
  cells { by { municipality { code } ageBand { code } } families { value low high status } } release { id } } } }`;

interface Release {
  readonly statistics: { readonly families: { readonly cells: readonly unknown[]; readonly release: unknown } };
}

/** The noisy numbers can't equal the true ones: here only that both counted is compared. */
const released = (body: unknown): void => {
  const { cells, release } = (body as { data: Release }).data.statistics.families;
  if (cells.length === 0 || release === null) throw new Error('No release.');
};
const counted = (body: unknown): void => {
  if ((body as { data: { families: unknown[] } }).data.families.length === 0) throw new Error('Nothing counted.');
};

export const storedStatistic: BenchCase = {
  name: 'statistic',
  title: 'Families by municipality and age band: stored release against an ungoverned GROUP BY',
  connections: 8,
  variants: async (world) => {
    const analyst = governed(world, 'analyst', 'AGGREGATE_ANALYSIS/IMPROVE', { query }, released);
    const bare = { query: '{ families { municipality ageBand families } }' };
    return [...apollos(world, bare, counted), analyst, await sqlAlone(world, analyst)];
  },
};
