import { readFileSync } from 'node:fs';
import { clusterProcesses } from './clusterProcesses.js';

const TICK_MS = 10;

/** Processor milliseconds of all processes of a PostgreSQL cluster so far; null where there is no /proc. */
export function clusterCpuMs(dataFolder: string): number | null {
  const processes = clusterProcesses(dataFolder);
  if (processes === null) return null;
  let ticks = 0;
  for (const { pid, isPostmaster } of processes) {
    const times = timesOf(pid);
    ticks += times.own + (isPostmaster ? times.ended : 0);
  }
  return ticks * TICK_MS;
}

/** Processor milliseconds of a process so far; 0 when it is gone. */
export function processCpuMs(pid: number): number {
  return timesOf(String(pid)).own * TICK_MS;
}

function timesOf(pid: string): { readonly own: number; readonly ended: number } {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const sum = (...places: number[]) => places.reduce((total, place) => total + Number(fields[place]), 0);
    return { own: sum(11, 12), ended: sum(13, 14) };
  } catch {
    return { own: 0, ended: 0 }; // it ended meanwhile
  }
}
