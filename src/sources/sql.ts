/** The parameters of one statement under construction. Equal named values share a placeholder. */
export class Parameters {
  readonly values: unknown[] = [];
  readonly #named = new Map<string, string>();

  /** @returns the placeholder, cast to `type`, a PostgreSQL type name from our own code. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }

  named(name: string, value: () => unknown, type: string): string {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const placeholder = this.add(value(), type);
    this.#named.set(name, placeholder);
    return placeholder;
  }
}

/** Text of a statement and its values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}
