import type { Readiness } from './createHttpServer.js';

export interface ReadinessOptions {
  readonly governanceIsWritable: () => Promise<boolean>;
  /** Reported, not required: a source that is down must not take the gateway with it. */
  readonly sources: Readonly<Record<string, () => Promise<void>>>;
  /** Reported, not required: whether those who watch do. Codes only. */
  readonly supervision: () => Promise<{ readonly status: string; readonly reasons: readonly string[] }>;
  readonly isClosing: () => boolean;
  /** An answer is kept this long, so that probes do not become load. @default 1000 */
  readonly keepMilliseconds?: number;
}

const PATIENCE_MILLISECONDS = 2_000;

async function inTime<T>(work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MILLISECONDS, otherwise);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function check(options: ReadinessOptions): Promise<Readiness> {
  const names = Object.keys(options.sources);
  const ping = async (name: string) =>
    options.sources[name]?.().then(
      () => 'up',
      () => 'down',
    );
  const unknown = { status: 'UNKNOWN', reasons: [] };
  const [governance, supervision, ...states] = await Promise.all([
    inTime(options.governanceIsWritable(), false),
    inTime(
      options.supervision().catch(() => unknown),
      unknown,
    ),
    ...names.map((name) => inTime(ping(name), 'down')),
  ]);
  const sources = Object.fromEntries(names.map((name, index) => [name, states[index]]));
  // The policy is checked before the server listens: a process that answers has one.
  return {
    ready: governance,
    checks: { policy: 'loaded', governance: governance ? 'writable' : 'down', sources, supervision },
  };
}

/** For `GET /readyz`. */
export function createReadiness(options: ReadinessOptions): () => Promise<Readiness> {
  let kept: { readonly until: number; readonly answer: Promise<Readiness> } | undefined;
  return async () => {
    if (options.isClosing()) return { ready: false, checks: { closing: true } };
    if (kept === undefined || kept.until < performance.now()) {
      kept = { until: performance.now() + (options.keepMilliseconds ?? 1_000), answer: check(options) };
    }
    return kept.answer;
  };
}
