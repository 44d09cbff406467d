import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NorenError } from '../../errors.js';
import { findInstallation, repairInstallation } from './binaries.js';
import type { Launcher } from './launcher.js';

const run = promisify(execFile);

/** A PostgreSQL that was seen to start under `launcher`. */
export interface Program {
  readonly folder: string;
  readonly version: number;
  readonly launcher: Launcher;
}

/**
 * Finds an installation that works under the launcher, copying the bundled one to `spareFolder` when it can't be
 * repaired in place (read-only) or not be reached (another user and a closed folder such as /root).
 */
export async function prepareProgram(launcher: Launcher, spareFolder: string): Promise<Program> {
  const { folder, bundled } = findInstallation();
  if (!bundled || repairInstallation(folder)) {
    const version = await versionOf(folder, launcher);
    if (version !== null) return { folder, version, launcher };
  }
  if (bundled) {
    const copy = copyInstallation(folder, spareFolder);
    const version = await versionOf(copy, launcher);
    if (version !== null) return { folder: copy, version, launcher };
  }
  throw new NorenError('BAD_CONFIGURATION', `The PostgreSQL programs in ${folder} do not start on this machine.`);
}

/** Runs one of its programs to the end. */
export async function runProgram(program: Program, name: string, args: readonly string[]): Promise<string> {
  return runFrom(program.folder, program.launcher, name, args);
}

async function runFrom(folder: string, launcher: Launcher, name: string, args: readonly string[]): Promise<string> {
  const [file = '', ...rest] = [...launcher.prefix, join(folder, 'bin', name), ...args];
  const { stdout } = await run(file, rest, { cwd: '/', ...launcher.user });
  return stdout;
}

async function versionOf(folder: string, launcher: Launcher): Promise<number | null> {
  try {
    const answer = await runFrom(folder, launcher, 'postgres', ['--version']);
    return Number(/(\d+)[.\d]*/.exec(answer)?.[1] ?? Number.NaN);
  } catch {
    return null;
  }
}

function copyInstallation(folder: string, spareFolder: string): string {
  const target = join(spareFolder, 'native');
  const stamp = readFileSync(join(folder, '..', 'package.json'), 'utf8');
  const known = join(spareFolder, 'package.json');
  if (existsSync(target) && existsSync(known) && readFileSync(known, 'utf8') === stamp) return target;
  const half = `${target}.${process.pid}`;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(spareFolder, { recursive: true });
  cpSync(folder, half, { recursive: true, verbatimSymlinks: true });
  chmodSync(half, 0o755);
  renameSync(half, target);
  cpSync(join(folder, '..', 'package.json'), known);
  repairInstallation(target);
  return target;
}
