import type { RunningServer } from './server.js';

/**
 * The first SIGTERM or SIGINT closes the server and ends with code 0; the second ends at once. A signal during the start ends
 * at once as well: nothing is under way, and the embedded PostgreSQL does not outlive its gateway.
 */
export function stopOnSignals(say: (message: string) => void): { use(server: Pick<RunningServer, 'close'>): void } {
  let server: Pick<RunningServer, 'close'> | undefined;
  let asked = false;
  const stop = (): void => {
    if (asked || !server) {
      say(asked ? 'Stopped at once' : 'Stopped during the start');
      process.exit(130);
    }
    asked = true;
    say('Stopping: finishing what is under way');
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  return { use: (running) => void (server = running) };
}
