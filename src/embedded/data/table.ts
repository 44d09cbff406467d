import type { World } from './world.js';

export type Cell = string | number | boolean | null;

/** One table to fill: its columns, and its rows in the order of those columns, made while they are read. */
export interface DemoTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: (world: World) => Iterable<readonly Cell[]>;
}
