import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NorenError } from '../../errors.js';
import type { Folders } from './folders.js';

interface Owner {
  readonly pid: number;
  /** Tells a process from a later one with the same number; '' where the system does not say. */
  readonly startedAt: string;
}

/**
 * Makes sure that nobody uses the data folder, and marks it as ours. What a crash left behind is cleared: a database
 * whose gateway died is waited for (its watchdog is stopping it), then stopped; a stale postmaster.pid is removed,
 * also when its number now belongs to another program, as it does after a container restart.
 * @throws NorenError BAD_CONFIGURATION when a living gateway has the folder
 */
export async function takeOwnership(folders: Folders): Promise<void> {
  const owner = readOwner(folders.owner);
  if (owner !== null && isAlive(owner)) {
    if (owner.pid !== process.pid || livePostmaster(folders) !== null) refuse(folders, owner.pid);
  }
  if (owner !== null) setAside(folders, owner);
  try {
    const mine: Owner = { pid: process.pid, startedAt: startTime(process.pid) };
    writeFileSync(folders.owner, JSON.stringify(mine), { flag: 'wx' }); // wx: of two that come at once, one wins
  } catch {
    refuse(folders, readOwner(folders.owner)?.pid ?? 0);
  }
  await outlive(folders);
  rmSync(join(folders.data, 'postmaster.pid'), { force: true });
}

/** By rename, so that of two gateways that find the same stale mark only one removes it, and neither a fresh one. */
function setAside(folders: Folders, stale: Owner): void {
  const aside = `${folders.owner}.${process.pid}`;
  try {
    renameSync(folders.owner, aside);
  } catch {
    refuse(folders, readOwner(folders.owner)?.pid ?? 0);
  }
  const moved = readOwner(aside);
  if (moved !== null && moved.pid !== stale.pid) {
    renameSync(aside, folders.owner);
    refuse(folders, moved.pid);
  }
  rmSync(aside, { force: true });
}

export function giveUpOwnership(folders: Folders): void {
  rmSync(folders.owner, { force: true });
}

function refuse(folders: Folders, pid: number): never {
  throw new NorenError(
    'BAD_CONFIGURATION',
    `Another gateway (process ${pid}) is using the data folder ${folders.home}. Stop it, or give this one a folder of its own.`,
  );
}

async function outlive(folders: Folders): Promise<void> {
  for (let round = 0; livePostmaster(folders) !== null; round += 1) {
    if (round === 20 || round === 100) signal(livePostmaster(folders), round === 20 ? 'SIGINT' : 'SIGQUIT');
    if (round > 200) {
      throw new NorenError('SOURCE_UNAVAILABLE', `The database of a crashed gateway in ${folders.home} does not stop.`);
    }
    await pause(100);
  }
}

/** The process of postmaster.pid if it is alive and really is a postgres on this folder. */
function livePostmaster(folders: Folders): number | null {
  const file = join(folders.data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !exists(pid)) return null;
  const command = commandLine(pid);
  return command.includes('postgres') && command.includes(folders.data) ? pid : null;
}

function readOwner(file: string): Owner | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return null;
  }
}

function isAlive(owner: Owner): boolean {
  return exists(owner.pid) && startTime(owner.pid) === owner.startedAt;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function signal(pid: number | null, name: NodeJS.Signals): void {
  if (pid !== null && exists(pid)) process.kill(pid, name);
}

function commandLine(pid: number): string {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  return ask(pid, 'command=');
}

/** Field 22 of /proc/PID/stat (clock ticks since boot); elsewhere what `ps` says. */
function startTime(pid: number): string {
  if (!existsSync('/proc/self/stat')) return ask(pid, 'lstart=');
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function ask(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
