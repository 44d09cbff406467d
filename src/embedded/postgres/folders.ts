import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Launcher } from './launcher.js';

/** Where one cluster keeps its things. */
export interface Folders {
  readonly home: string;
  readonly data: string;
  readonly socket: string;
  readonly log: string;
  readonly owner: string;
}

/** sun_path holds 108 bytes on Linux and 104 on macOS, and a comma or quote in it would need quoting by PostgreSQL. */
const LONGEST_SOCKET_FOLDER = 80;

export function prepareFolders(dataFolder: string, launcher: Launcher): Folders {
  const home = homeFolder(dataFolder, launcher);
  const socket = socketFolder(home, launcher.user?.uid);
  own([home, socket], launcher);
  return {
    home,
    data: join(home, 'data'),
    socket,
    log: join(home, 'postgres.log'),
    owner: join(home, 'gateway.json'),
  };
}

export function own(paths: readonly string[], launcher: Launcher): void {
  if (launcher.user === undefined) return;
  for (const path of paths) chownSync(path, launcher.user.uid, launcher.user.gid);
}

/** Nothing stays behind in the temporary folder. */
export function removeSocketFolder(folders: Folders): void {
  rmSync(folders.socket, { recursive: true, force: true });
}

/** Another user can't enter what root closed (a project below /root): its cluster then lives in the temporary folder. */
function homeFolder(dataFolder: string, launcher: Launcher): string {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const home = realpathSync(resolve(dataFolder));
  if (launcher.user === undefined || ancestors(home).every((folder) => (statSync(folder).mode & 0o001) !== 0))
    return home;
  return privateFolder(join(tmpdir(), `noren-data-${hash(home)}`), launcher.user.uid) ?? mkdtemp();
}

function ancestors(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...ancestors(parent)];
}

function socketFolder(home: string, other: number | undefined): string {
  const beside = join(home, 'socket');
  if (beside.length <= LONGEST_SOCKET_FOLDER && /^[\w./-]+$/.test(beside))
    return privateFolder(beside, other) ?? mkdtemp();
  return privateFolder(join(tmpdir(), `noren-${hash(home)}`), other) ?? mkdtemp();
}

/** Null when somebody else made it first: connecting over another user's folder would hand them the data. */
function privateFolder(path: string, other: number | undefined): string | null {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  const mine = process.getuid === undefined || found.uid === process.getuid() || found.uid === other;
  if (!found.isDirectory() || !mine) return null;
  chmodSync(path, 0o700);
  return path;
}

function mkdtemp(): string {
  return mkdtempSync(join(tmpdir(), 'noren-'));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
