import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TICK_MS = 10;

/** Processor milliseconds of all processes of a PostgreSQL cluster so far; null where there is no /proc. */
export function clusterCpuMs(dataFolder: string): number | null {
  try {
    const postmaster = readFileSync(join(dataFolder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0] ?? '';
    let ticks = 0;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const stat = statOf(pid);
      if (stat === null || (pid !== postmaster && stat.parent !== postmaster)) continue;
      ticks += stat.own + (pid === postmaster ? stat.ended : 0);
    }
    return ticks * TICK_MS;
  } catch {
    return null; // no /proc, or another layout of the data folder
  }
}

function statOf(pid: string): { parent: string; own: number; ended: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const sum = (...places: number[]) => places.reduce((total, place) => total + Number(fields[place]), 0);
    return { parent: fields[1] ?? '', own: sum(11, 12), ended: sum(13, 14) };
  } catch {
    return null; // it ended meanwhile
  }
}
