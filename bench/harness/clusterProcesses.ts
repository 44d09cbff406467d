import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ClusterProcess {
  readonly pid: string;
  readonly isPostmaster: boolean;
}

/** Of the PostgreSQL cluster of a data folder; null where there is no /proc, or no cluster that runs. */
export function clusterProcesses(dataFolder: string): readonly ClusterProcess[] | null {
  try {
    const postmaster = readFileSync(join(dataFolder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0] ?? '';
    return readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid) && (pid === postmaster || parentOf(pid) === postmaster))
      .map((pid) => ({ pid, isPostmaster: pid === postmaster }));
  } catch {
    return null; // no /proc, or another layout of the data folder
  }
}

function parentOf(pid: string): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[1] ?? null;
  } catch {
    return null; // it ended meanwhile
  }
}
