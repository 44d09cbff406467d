import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

/** PostgreSQL refuses root and needs a user name: how its programs are started so that both are satisfied. */
export interface Launcher {
  readonly kind: 'AS_IS' | 'USER_NAMESPACE' | 'OTHER_USER';
  /** Put in front of the command. */
  readonly prefix: readonly string[];
  /** Set only for OTHER_USER: the files must belong to it. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

const NOBODY = 65534;

/**
 * An ordinary user runs PostgreSQL as is. Root, or a uid that has no name, runs it in a user namespace under a name that
 * /etc/passwd knows: nothing on the machine changes and a project below /root works. Where namespaces are forbidden
 * (containers), root becomes `nobody`.
 */
export function chooseLauncher(): Launcher {
  const root = process.getuid?.() === 0;
  if (!root && hasName()) return { kind: 'AS_IS', prefix: [] };
  const uid = knownUser();
  const prefix = ['unshare', '--user', `--map-user=${uid}`, `--map-group=${uid}`];
  if (spawnSync('unshare', [...prefix.slice(1), 'true'], { stdio: 'ignore' }).status === 0) {
    return { kind: 'USER_NAMESPACE', prefix };
  }
  return root ? otherUser() : { kind: 'AS_IS', prefix: [] };
}

/** The last resort of root: really another user. */
export function otherUser(): Launcher {
  const uid = knownUser();
  return { kind: 'OTHER_USER', prefix: [], user: { uid, gid: uid } };
}

function hasName(): boolean {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}

/** `nobody` (65534 on every common system), else any named user that is not root: initdb looks the name up. */
function knownUser(): number {
  const uids = passwd()
    .split('\n')
    .map((line) => Number(line.split(':')[2]))
    .filter((uid) => Number.isInteger(uid) && uid > 0);
  return uids.includes(NOBODY) ? NOBODY : (uids.at(-1) ?? NOBODY);
}

function passwd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}
