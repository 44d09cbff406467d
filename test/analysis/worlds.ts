import pg from 'pg';
import { AnalysisStore } from '../../src/analysis/analysisStore.js';
import { BudgetLedger } from '../../src/ledger/budgetLedger.js';
import type { StatisticPorts } from '../../src/statistics/buyStatistic.js';
import type { NoisePool } from '../../src/statistics/noise/noisePool.js';
import { canonicalQuestion, type AskedQuestion } from '../../src/statistics/question.js';
import type { StatisticPurchase } from '../../src/statistics/statisticPurchase.js';
import { testModel } from './testModel.js';
import { createDatabase } from '../support/database.js';
import { arrangeFamilies, arrangeStore } from './arrangeFamilies.js';
import { immediateNoise } from '../statistics/immediateNoise.js';
import { seededUniform } from '../statistics/scriptedUniform.js';
import { settings } from '../statistics/settings.js';

export const SNAPSHOT = '2026-11-22.1';

export interface Family {
  readonly place: string;
  readonly band: string;
}

/** A governance database with one snapshot, and the statements that cross its connections. */
export interface World {
  readonly pool: pg.Pool;
  readonly statements: string[];
  readonly connection: pg.PoolConfig;
  ports(noise?: NoisePool): StatisticPorts;
  /** Empties the ledger and sets the families; row order follows the array. */
  reset(families: readonly Family[]): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const database = await createDatabase('governance');
  const pool = new pg.Pool({ ...database.connection, max: 8 });
  pool.on('error', () => undefined);
  const statements: string[] = [];
  pool.on('connect', (client) => record(client, statements));
  await arrangeStore(pool, SNAPSHOT);
  return {
    pool,
    statements,
    connection: database.connection,
    ports: (noise = immediateNoise(seededUniform(1))) => ({
      ledger: new BudgetLedger({ pool, waitMilliseconds: 300 }),
      store: new AnalysisStore({ pool }),
      noise,
      departures: () => async () => undefined,
    }),
    async reset(families) {
      await pool.query('TRUNCATE privacy_accounts, releases, release_views, release_keys');
      await arrangeFamilies(pool, families);
      statements.length = 0;
    },
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

/** Text and values of what is sent; ids drawn anew for each release are blanked. */
function record(client: pg.PoolClient, statements: string[]): void {
  const send = client.query.bind(client) as (...args: unknown[]) => unknown;
  Object.assign(client, {
    query: (...args: unknown[]) => {
      const [text, values] = args;
      if (typeof text === 'string') {
        const shown = JSON.stringify(values ?? [], (_key, value: unknown) =>
          typeof value === 'bigint' ? `${value}` : value,
        );
        statements.push(`${text} ${shown}`.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID'));
      }
      return send(...args);
    },
  });
}

/** A question about families. */
export function purchase(asked: Partial<AskedQuestion>, recipient = 'GAKKO'): StatisticPurchase {
  const model = testModel();
  const { maxCells } = settings;
  return {
    question: canonicalQuestion({ topic: 'FAMILIES', groupBy: [], ...asked }, { model, maxCells }),
    model,
    snapshot: { id: SNAPSHOT, takenOn: '2026-11-22', boundsHash: model.boundsHash },
    settings,
    policy: { version: '1', hash: 'abc' },
    account: { recipient, purpose: 'AGGREGATE_ANALYSIS', period: '2026-Q4', sources: ['club'] },
  };
}
