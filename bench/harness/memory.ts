import { readFileSync } from 'node:fs';
import { clusterProcesses } from './clusterProcesses.js';

/** The most that a process has had resident since its start, in MB; 0 when it is gone. */
export function peakMemoryMb(pid: number): number {
  return megabytes(String(pid), 'VmHWM');
}

/** What all processes of a cluster have resident for themselves now, in MB: shared buffers and the page cache are not in it. */
export function clusterMemoryMb(dataFolder: string): number {
  return (clusterProcesses(dataFolder) ?? []).reduce((sum, { pid }) => sum + megabytes(pid, 'RssAnon'), 0);
}

function megabytes(pid: string, field: string): number {
  try {
    const line = readFileSync(`/proc/${pid}/status`, 'utf8')
      .split('\n')
      .find((text) => text.startsWith(`${field}:`));
    return Number(line?.match(/\d+/)?.[0] ?? 0) / 1_024;
  } catch {
    return 0; // it ended meanwhile
  }
}
