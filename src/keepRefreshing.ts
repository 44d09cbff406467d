import { refreshWhenDue, type DueRefresh } from './analysis/refreshWhenDue.js';

const PAUSE_MS = 60_000;

export interface KeepRefreshing extends Pick<DueRefresh, 'pool' | 'calendar'> {
  readonly now: () => Date;
  readonly take: (now: Date, signal: AbortSignal) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
  /** @default one minute */
  readonly pauseMs?: number;
}

/** Looks every minute whether the calendar wants a snapshot. @returns the end of it: a refresh under way is broken off, and goes on at the next start */
export function keepRefreshing({
  pool,
  calendar,
  now,
  take,
  onError,
  pauseMs = PAUSE_MS,
}: KeepRefreshing): () => Promise<void> {
  const ending = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const look = async (): Promise<void> => {
    const at = now();
    await refreshWhenDue({ pool, calendar, now: at, take: () => take(at, ending.signal) }).catch((error: unknown) => {
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
