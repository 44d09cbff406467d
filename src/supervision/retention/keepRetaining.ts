import type { Pool } from 'pg';
import { reconcile, type ErasureList } from './erasureList.js';

export interface RetainingOptions {
  readonly pool: Pool;
  readonly list: ErasureList;
  readonly now: () => Date;
  /** Does a run; null: another gateway does. */
  readonly run: () => Promise<unknown>;
  readonly onError: () => void;
  /** Between two looks. @default 60000 */
  readonly pauseMs?: number;
}

const DAY_MS = 86_400_000;

/** A run a day, of all gateways together, and the list of erasures kept up to date beside the databases. @returns the end of it */
export function keepRetaining(options: RetainingOptions): () => Promise<void> {
  const { pauseMs = 60_000, onError } = options;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const round = async (): Promise<void> => {
    await look(options).catch(onError);
    if (!ended) timer = setTimeout(() => void (running = round()), pauseMs).unref();
  };
  let running = round();
  return async () => {
    ended = true;
    clearTimeout(timer);
    await running;
  };
}

async function look({ pool, list, now, run }: RetainingOptions): Promise<void> {
  await reconcile(pool, list);
  const since = new Date(now().getTime() - DAY_MS);
  const { rowCount } = await pool.query(
    'select from retention_runs where not dry_run and finished_at > $1 and finished_at is not null limit 1',
    [since],
  );
  if (rowCount === 0) await run();
}
