import type { SortValue } from '../../disclosure/cursor.js';
import type { Row } from '../rows/row.js';

/** One page of rows as a Relay connection; cursors are sealed only where they are asked for. */
export class Page {
  constructor(
    readonly nodes: readonly Row[],
    private readonly more: { readonly before: boolean; readonly after: boolean },
    private readonly seal: (tuple: readonly SortValue[]) => string,
  ) {}

  get edges(): readonly { readonly node: Row; readonly cursor: string }[] {
    const cursorOf = (row: Row) => this.#cursor(row);
    return this.nodes.map((node) => ({
      node,
      get cursor() {
        return cursorOf(node);
      },
    }));
  }

  get pageInfo() {
    const first = this.nodes[0];
    const last = this.nodes.at(-1);
    const cursorOf = (row: Row | undefined) => (row === undefined ? null : this.#cursor(row));
    return {
      hasNextPage: this.more.after,
      hasPreviousPage: this.more.before,
      get startCursor() {
        return cursorOf(first);
      },
      get endCursor() {
        return cursorOf(last);
      },
    };
  }

  #cursor(row: Row): string {
    const tuple: SortValue[] = [];
    for (let index = 0; `$order${index}` in row; index += 1) tuple.push(row[`$order${index}`] as SortValue);
    return this.seal(tuple);
  }
}
