import type { ChildProcess } from 'node:child_process';
import { chownSync, closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NorenError } from '../../errors.js';
import { type Folders, prepareFolders, removeSocketFolder } from './folders.js';
import { EMBEDDED_USER, initialiseCluster } from './initialise.js';
import { chooseLauncher, type Launcher } from './launcher.js';
import { giveUpOwnership, takeOwnership } from './owner.js';
import { prepareProgram, type Program } from './program.js';
import { spawnWatched, stopWatched } from './watchdog.js';

export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

export interface EmbeddedPostgres {
  /** Resolves when PostgreSQL ends without having been stopped. */
  readonly lost: Promise<void>;
  /** The folder of the Unix socket; there is no TCP. */
  readonly host: string;
  readonly port: number;
  /** Whether the cluster was made by this start. */
  readonly fresh: boolean;
  connection(database: string): Connection;
  /** For `pg` and psql: `postgresql://noren@localhost/coop?host=<folder>&port=5432`. */
  urlFor(database: string): string;
  /** Fast shutdown with a checkpoint; safe to call twice. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Holds the cluster, its log and (path permitting) its socket. Made when missing. */
  readonly dataFolder: string;
  readonly onProgress?: (message: string) => void;
  /** False only for throw-away clusters of tests: a power cut would then corrupt it. @default true */
  readonly durable?: boolean;
  /** How to start the programs. @default what chooseLauncher() finds */
  readonly launcher?: Launcher;
}

/** Only names the socket file; nothing listens on it. */
const PORT = 5432;

/**
 * Brings up a PostgreSQL that lives as long as this process and no longer.
 * @throws NorenError BAD_CONFIGURATION (no binaries, folder in use, other version), SOURCE_UNAVAILABLE (it did not start)
 */
export async function startPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const say = options.onProgress ?? (() => undefined);
  const launcher = options.launcher ?? chooseLauncher();
  const folders = prepareFolders(options.dataFolder, launcher);
  await takeOwnership(folders);
  try {
    const program = await prepareProgram(launcher, join(folders.home, 'programs'));
    const made = await initialiseCluster(program, folders);
    if (made === 'MADE') say(`Made a PostgreSQL ${program.version} cluster in ${folders.home}`);
    const child = spawnWatched(
      command(program, folders, options.durable ?? true),
      launcher,
      openedLog(folders, launcher),
    );
    await untilReady(child, folders);
    return running(child, folders, made === 'MADE');
  } catch (error) {
    giveUpOwnership(folders);
    throw error;
  }
}

function openedLog(folders: Folders, launcher: Launcher): string {
  closeSync(openSync(folders.log, 'a', 0o600));
  if (launcher.user !== undefined) chownSync(folders.log, launcher.user.uid, launcher.user.gid);
  return folders.log;
}

/**
 * wal_level=minimal lets COPY into a table of the same transaction skip the log. synchronous_commit=off may lose the
 * last instants before a crash, never consistency: acceptable for demo sources, switched on for the governance database.
 */
function command(program: Program, folders: Folders, durable: boolean): readonly string[] {
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: '',
    port: String(PORT),
    unix_socket_directories: `"${folders.socket}"`,
    unix_socket_permissions: '0700',
    max_connections: '120',
    shared_buffers: '128MB',
    maintenance_work_mem: '128MB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '2GB',
    synchronous_commit: 'off',
    jit: 'off',
    timezone: 'UTC',
    lc_messages: 'C',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return [join(program.folder, 'bin', 'postgres'), '-D', folders.data, ...flags];
}

async function untilReady(child: ChildProcess, folders: Folders): Promise<void> {
  const failed = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => resolve(`it ended with code ${code}`));
  });
  const state: { failure?: string } = {};
  void failed.then((failure) => (state.failure = failure));
  for (let waited = 0; !isReady(folders); waited += 10) {
    if (state.failure !== undefined || waited > 60_000) {
      await stopWatched(child);
      const reason = state.failure ?? 'it was not ready within a minute';
      throw new NorenError(
        'SOURCE_UNAVAILABLE',
        `The embedded PostgreSQL did not start: ${reason}.\n${tail(folders.log)}`,
      );
    }
    await pause(10);
  }
}

/** Line 8 of postmaster.pid, as pg_ctl reads it. */
function isReady(folders: Folders): boolean {
  try {
    return readFileSync(join(folders.data, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n');
}

function running(child: ChildProcess, folders: Folders, fresh: boolean): EmbeddedPostgres {
  // The database must not keep a program alive that is otherwise done; the watchdog then stops it.
  child.unref();
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  const host = folders.socket;
  const state = { stopping: false };
  const lost = new Promise<void>((resolve) => {
    child.once('exit', () => {
      if (!state.stopping) resolve();
    });
  });
  return {
    lost,
    host,
    port: PORT,
    fresh,
    connection: (database) => ({ host, port: PORT, user: EMBEDDED_USER, database }),
    urlFor: (database) =>
      `postgresql://${EMBEDDED_USER}@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(host)}&port=${PORT}`,
    async stop() {
      state.stopping = true;
      child.ref();
      await stopWatched(child);
      giveUpOwnership(folders);
      removeSocketFolder(folders);
    },
  };
}
