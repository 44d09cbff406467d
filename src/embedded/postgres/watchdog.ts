import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Launcher } from './launcher.js';

/**
 * A shell between Node and PostgreSQL, holding the read end of a pipe whose only writer is this process. When the pipe
 * ends, because `stop` closed it or because Node is gone for whatever reason (SIGKILL included), PostgreSQL gets a fast
 * shutdown. It needs no more than `sh`, unlike PR_SET_PDEATHSIG (Linux, and bound to the thread that spawned).
 * The shell ignores terminal signals: on Ctrl-C the gateway drains first and closes the pipe when it is done.
 */
const SCRIPT = `
trap '' INT TERM QUIT HUP
exec 3<&0
"$@" 3<&- </dev/null &
database=$!
( read -r _ <&3; kill -INT "$database" ) 2>/dev/null &
reader=$!
exec 3<&-
wait "$database"
code=$?
kill -KILL "$reader" 2>/dev/null
exit "$code"
`;

/** Starts `command` under the watchdog, its output appended to `logFile`. */
export function spawnWatched(command: readonly string[], launcher: Launcher, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a');
  try {
    return spawn('sh', ['-c', SCRIPT, 'noren-watchdog', ...launcher.prefix, ...command], {
      cwd: '/',
      detached: true, // its own process group, so that Ctrl-C in a terminal does not reach PostgreSQL first
      stdio: ['pipe', log, log],
      ...launcher.user,
    });
  } finally {
    closeSync(log);
  }
}

/** Closes the pipe and waits; after `patienceMs` the whole process group is killed. */
export async function stopWatched(child: ChildProcess, patienceMs = 15_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  const timer = setTimeout(() => killGroup(child), patienceMs);
  await exited;
  clearTimeout(timer);
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Gone in the meantime.
  }
}
