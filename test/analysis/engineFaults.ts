import type { ExactCell, FactStore } from '../../src/statistics/factStore.js';
import { settings } from '../statistics/settings.js';
import type { Plant } from './engineReplay.js';
import { testModel } from './testModel.js';

/** A mistake that an engine like this one can have, planted between it and its ports, and the rule that must be found broken. */
export interface EngineFault {
  readonly title: string;
  readonly plant: Plant;
  readonly caughtBy: RegExp;
}

type StoredCells = [unknown, string[], string[]][];

/** A port of which some methods behave otherwise. */
function altered<T extends object>(port: T, changes: Partial<T>): T {
  return new Proxy(port, {
    get: (target, name) => {
      const value: unknown = Reflect.get(changes, name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}

const withStore =
  (change: (store: FactStore) => Partial<FactStore>): Plant =>
  (ports) => ({
    ...ports,
    store: altered(ports.store, change(ports.store)),
  });

/** The exact numbers of the latest question, as a faulty engine would have them at hand. */
function remembering(plantOf: (exact: () => readonly ExactCell[]) => Plant): Plant {
  let latest: readonly ExactCell[] = [];
  return (ports, pool) => {
    const store = altered(ports.store, {
      sums: async (question) => (latest = await ports.store.sums(question)),
    });
    return plantOf(() => latest)({ ...ports, store }, pool);
  };
}

const changedBody = (change: (cells: StoredCells, exact: readonly ExactCell[]) => StoredCells): Plant =>
  remembering((exact) => (ports) => ({
    ...ports,
    ledger: altered(ports.ledger, {
      complete: async (id, body) => {
        const parsed = JSON.parse(body) as { cells: StoredCells };
        return ports.ledger.complete(id, JSON.stringify({ ...parsed, cells: change(parsed.cells, exact()) }));
      },
    }),
  }));

const familiesOf = (cells: readonly ExactCell[]): bigint =>
  cells.reduce((sum, { sums }) => sum + (sums.FAMILIES ?? 0n), 0n);
const allFamilies = async (store: FactStore): Promise<bigint> => {
  const { id } = await store.currentSnapshot();
  const question = {
    snapshot: id,
    topic: 'PURCHASES',
    grain: [],
    regroupedFrom: null,
    clamp: {},
    groupBy: [],
    keep: {},
  } as const;
  return familiesOf(await store.sums({ ...question, sums: ['FAMILIES'] }));
};
const exactIn = (exact: readonly ExactCell[], by: unknown): bigint =>
  exact.find((cell) => JSON.stringify(cell.by) === JSON.stringify(by))?.sums.FAMILIES ?? 0n;

/** That a family of the test's model can reach with its spending: of each cell so many are drawn. */
const [WHOLE] = testModel().topics.PURCHASES.grains;
const CLASSES = settings.quantiles.grid.filter((bound) => bound < (WHOLE?.clamp.AMOUNT ?? 0)).length;

export const ENGINE_FAULTS: readonly EngineFault[] = [
  {
    title: 'the threshold looks at the true count',
    plant: changedBody((cells, exact) =>
      cells.map(([by, sums, classes]) => [by, exactIn(exact, by) < 3n ? sums.map(() => '0') : sums, classes]),
    ),
    caughtBy: /^DISTANCE/,
  },
  {
    title: 'empty cells are dropped',
    plant: changedBody((cells, exact) => cells.filter(([by]) => exactIn(exact, by) > 0n)),
    caughtBy: /^CELLS/,
  },
  {
    title: 'cells are sorted by their value',
    plant: changedBody((cells, exact) => cells.toSorted(([a], [b]) => Number(exactIn(exact, b) - exactIn(exact, a)))),
    caughtBy: /^CELLS/,
  },
  {
    title: 'the price follows the data',
    plant: (ports) => ({
      ...ports,
      ledger: altered(ports.ledger, {
        acquire: async (purchase) =>
          ports.ledger.acquire({ ...purchase, nanoRho: purchase.nanoRho + (await allFamilies(ports.store)) }),
      }),
    }),
    caughtBy: /^STATEMENTS/,
  },
  {
    title: 'the data are read before the charge',
    plant: (ports) => ({
      ...ports,
      ledger: altered(ports.ledger, {
        acquire: async (purchase) => (await allFamilies(ports.store), ports.ledger.acquire(purchase)),
      }),
    }),
    caughtBy: /^CHARGE BEFORE DATA/,
  },
  {
    title: 'the data are read before the charge, of every question but the first',
    plant: (ports) => {
      let questions = 0;
      return {
        ...ports,
        ledger: altered(ports.ledger, {
          acquire: async (purchase) => {
            questions += 1;
            if (questions > 1) await allFamilies(ports.store);
            return ports.ledger.acquire(purchase);
          },
        }),
      };
    },
    caughtBy: /^CHARGE BEFORE DATA/,
  },
  {
    title: 'the noise follows the data',
    plant: (ports) => ({
      ...ports,
      noise: {
        take: async ({ numerator, denominator }, count) =>
          ports.noise.take({ numerator: numerator + (await allFamilies(ports.store)), denominator }, count),
      },
    }),
    caughtBy: /^DRAWS/,
  },
  {
    title: 'noise is drawn only for cells with families',
    plant: (ports) => ({
      ...ports,
      noise: {
        take: async (sigma2, count) => {
          const families = Number(await allFamilies(ports.store));
          const drawn = await ports.noise.take(sigma2, Math.min(count, families));
          return Array.from({ length: count }, (_draw, index) => drawn[index] ?? 0n);
        },
      },
    }),
    caughtBy: /^DRAWS/,
  },
  {
    title: 'quantiles are made of true classes',
    plant: (ports) => ({
      ...ports,
      noise: {
        take: async (sigma2, count) =>
          count % CLASSES === 0 ? Array.from({ length: count }, () => 0n) : ports.noise.take(sigma2, count),
      },
    }),
    caughtBy: /^EVERY NUMBER HAS A DRAW OF ITS OWN/,
  },
  {
    title: 'a second release has the noise of the first',
    plant: (ports) => {
      const drawn = new Map<string, Promise<readonly bigint[]>>();
      const take: typeof ports.noise.take = (sigma2, count) => {
        const key = `${sigma2.numerator}/${sigma2.denominator} ${count}`;
        const known = drawn.get(key) ?? ports.noise.take(sigma2, count);
        drawn.set(key, known);
        return known;
      };
      return { ...ports, noise: { take } };
    },
    caughtBy: /^EVERY NUMBER HAS A DRAW OF ITS OWN/,
  },
  {
    title: 'an error on what one family has is told as it is',
    plant: withStore((store) => ({
      sums: async (question) => {
        const cells = await store.sums(question);
        if (cells.some(({ sums }) => (sums.AMOUNT ?? 0n) > 40n)) throw new Error('value out of range');
        return cells;
      },
    })),
    caughtBy: /^(ERRORS|STATEMENTS)/,
  },
  {
    title: 'an error gives the price back',
    plant: (ports, pool) => ({
      ...ports,
      store: altered(ports.store, {
        sums: async (question) => {
          if (question.topic !== 'CAMPAIGNS') return ports.store.sums(question);
          await pool.query('UPDATE privacy_accounts SET spent_nano = spent_nano - 5000000');
          throw new Error('timeout');
        },
      }),
    }),
    caughtBy: /^NOTHING IS PAID BACK/,
  },
  {
    title: 'a bound is ten times as large as declared',
    plant: withStore((store) => ({
      sums: async (question) =>
        (await store.sums(question)).map(({ by, sums }) => ({
          by,
          sums: Object.fromEntries(Object.entries(sums).map(([name, value]) => [name, value * 10n])),
        })),
    })),
    caughtBy: /^DISTANCE/,
  },
  {
    title: 'a family counts once for every purchase',
    plant: withStore((store) => ({
      sums: async (question) =>
        (await store.sums(question)).map(({ by, sums }) => ({
          by,
          sums: { ...sums, FAMILIES: (sums.FAMILIES ?? 0n) + (sums.PURCHASES ?? 0n) },
        })),
    })),
    caughtBy: /^DISTANCE FAMILIES/,
  },
];
