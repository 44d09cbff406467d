import type { SourceTable } from '../../sources/sourceTable.js';
import { ownOrder } from '../paging/readPage.js';
import type { Row } from './row.js';
import type { Relation } from './rowReader.js';

/** Rows about the same subject as their parent. The table's key is the column with the parent's id: conditions are known by it. */
export function ofParent(table: SourceTable): Relation {
  return {
    table,
    column: table.key,
    type: 'int4',
    parentValue: (parent: Row) => parent.$id,
    order: (seed) => ownOrder(table.id ?? table.key, seed),
    inherits: true,
  };
}
