/** One fault of a schema. */
export interface Violation {
  /** `Type.field`, `Type.field(argument:)`, `Enum.VALUE` or `Type`. */
  readonly coordinate: string;
  /** What is wrong, and what would be right. */
  readonly fault: string;
}
