import { loadConfig } from './config.js';
import { NorenError } from './errors.js';
import { startServer } from './server.js';
import { stopOnSignals } from './stopOnSignals.js';
import { welcome } from './welcome.js';

/** For people, apart from the log lines on the standard output. */
const say = (message: string): void => void process.stderr.write(`${message}\n`);

try {
  const config = loadConfig();
  for (const name of config.unknownSettings) say(`Warning: there is no setting ${name}; is it a slip?`);
  const stopping = stopOnSignals(say);
  const server = await startServer(config, { say });
  stopping.use(server);
  say(welcome(server));
} catch (error) {
  say(error instanceof NorenError ? `Noren did not start. ${error.message}` : `Noren did not start: ${String(error)}`);
  process.exit(1);
}
