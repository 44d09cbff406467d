// A gateway in a process of its own that is there to be killed. Its clock starts at the given instant and goes a second a look: what it decides
// follows from how often it was asked, never from when.
import { Writable } from 'node:stream';
import { loadConfig } from '../../dist/src/config.js';
import { startServer } from '../../dist/src/server.js';

let at = Date.parse(process.argv[2]);
const logTo = new Writable({ write: (_chunk, _encoding, done) => done() });
const { url } = await startServer(loadConfig(), { now: () => new Date((at += 1_000)), logTo });
process.stdout.write(`${url}\n`);
