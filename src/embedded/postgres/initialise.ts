import { chmodSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NorenError } from '../../errors.js';
import type { Folders } from './folders.js';
import { type Program, runProgram } from './program.js';

/** The only account; it owns everything. Only the owner of the 0700 socket folder can reach it. */
export const EMBEDDED_USER = 'noren';

/** Makes the cluster when there is none. A half-made one is never taken for a whole one: it is built aside and renamed. */
export async function initialiseCluster(program: Program, folders: Folders): Promise<'MADE' | 'FOUND'> {
  if (existsSync(join(folders.data, 'PG_VERSION'))) {
    checkVersion(program, folders);
    return 'FOUND';
  }
  const half = `${folders.data}.new`;
  rmSync(half, { recursive: true, force: true });
  try {
    await runProgram(program, 'initdb', [`--pgdata=${half}`, `--username=${EMBEDDED_USER}`, ...flags(program.version)]);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() ?? String(error);
    throw new NorenError(
      'SOURCE_UNAVAILABLE',
      `The embedded PostgreSQL could not be initialised: ${said}`,
      {},
      { cause: error },
    );
  }
  rmSync(folders.data, { recursive: true, force: true });
  renameSync(half, folders.data);
  chmodSync(folders.data, 0o700);
  return 'MADE';
}

/** `trust` is right here: no TCP, and the socket folder is 0700. The builtin provider needs PostgreSQL 17. */
function flags(version: number): readonly string[] {
  const locale =
    version >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C'];
  return ['--auth=trust', '--encoding=UTF8', ...locale, '--no-sync'];
}

function checkVersion(program: Program, folders: Folders): void {
  const found = Number(readFileSync(join(folders.data, 'PG_VERSION'), 'utf8').trim());
  if (found === program.version) return;
  throw new NorenError(
    'BAD_CONFIGURATION',
    `The data in ${folders.home} was written by PostgreSQL ${found} and this is ${program.version}. ` +
      'It is demo data: delete the folder and start again.',
  );
}
