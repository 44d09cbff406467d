import type { SourceTable } from '../../sources/sourceTable.js';
import type { Relation } from './rowReader.js';
import type { Row } from './row.js';

/** The relation to the one row whose key is the parent's join column `join` (see ROW_TYPES). */
export function joined(table: SourceTable, join: string): Relation {
  return {
    table: { ...table, links: { ...table.links, parent: table.key } },
    column: table.key,
    type: 'int4',
    parentValue: (parent: Row) => parent[`$${join}`] as number | null,
  };
}
