/** A data subject as a register has it: kind and row key. */
interface Known {
  readonly kind: string;
  readonly reference: number;
}

export function sameSubject(a: Known, b: Known): boolean {
  return a.kind === b.kind && a.reference === b.reference;
}
