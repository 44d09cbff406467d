/**
 * Conditions of one row that several cells depend on: each is compiled and evaluated once, as a column that every CASE reads. Four
 * cells that depend on the same subquery would otherwise run it eight times (value and form).
 */
export class SharedConditions {
  readonly #columns = new Map<string, string>();

  /** `alias` names the subquery that will hold the columns. */
  constructor(private readonly alias: string) {}

  /** @returns how to read the condition that `compile` makes; constants stay what they are. */
  share(name: string, compile: () => string): string {
    const known = this.#columns.get(name);
    const sql = known ?? compile();
    if (sql === 'TRUE' || sql === 'FALSE') return sql;
    if (known === undefined) this.#columns.set(name, sql);
    return `${this.alias}."${name}"`;
  }

  /** Items of a SELECT list. */
  get columns(): readonly string[] {
    return [...this.#columns].map(([name, sql]) => `${sql} AS "${name}"`);
  }
}
