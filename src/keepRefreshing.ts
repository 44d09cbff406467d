import { clearWhenLeft } from './analysis/refresh/clearLeftovers.js';
import { countWhenMissing, type MissingCount } from './analysis/rowClasses/countWhenMissing.js';
import { refreshWhenDue, type DueRefresh } from './analysis/refreshWhenDue.js';

const PAUSE_MS = 60_000;

export interface KeepRefreshing extends Pick<DueRefresh, 'pool' | 'calendar'> {
  readonly now: () => Date;
  readonly take: (now: Date, signal: AbortSignal) => Promise<unknown>;
  /** Counts the classes of rows on the current snapshot. */
  readonly count: (now: Date) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
  /** @default one minute */
  readonly pauseMs?: number;
}

/** A snapshot whose classes could not be counted is not taken again: they are counted at the next look. What broke off on another day goes. */
async function lookOnce({ count, ...due }: DueRefresh & Pick<MissingCount, 'count'>): Promise<void> {
  await refreshWhenDue(due);
  await countWhenMissing({ pool: due.pool, count });
  await clearWhenLeft(due.pool, due.now);
}

/** Looks every minute whether the calendar wants a snapshot. @returns the end of it: a refresh under way is broken off, and goes on at the next start */
export function keepRefreshing({
  pool,
  calendar,
  now,
  take,
  count,
  onError,
  pauseMs = PAUSE_MS,
}: KeepRefreshing): () => Promise<void> {
  const ending = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const look = async (): Promise<void> => {
    const at = now();
    const what = { pool, calendar, now: at, take: () => take(at, ending.signal), count: () => count(at) };
    await lookOnce(what).catch((error: unknown) => {
      if (!ending.signal.aborted) onError(error);
    });
    if (!ending.signal.aborted) timer = wait();
  };
  const wait = (): NodeJS.Timeout => setTimeout(() => void (running = look()), pauseMs).unref();
  let timer = wait();
  return async () => {
    ending.abort();
    clearTimeout(timer);
    await running;
  };
}
