import type { SourceTable } from '../../sources/sourceTable.js';
import { ownOrder } from '../paging/readPage.js';
import type { Row } from './row.js';
import type { Relation } from './rowReader.js';

/** Rows about the same subject as their parent, found by the parent's own key in `column`. */
export function ofParent(table: SourceTable, column: string): Relation {
  return {
    table,
    column,
    type: 'int4',
    parentValue: (parent: Row) => parent.$key,
    order: (seed) => ownOrder(table.key, seed),
    inherits: true,
  };
}
