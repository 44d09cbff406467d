/** Of the Club's own naming in the record (ADR 0064). */
const AS_THEY_ARE: readonly string[] = ['ageAtEvent'];

/** The names of a value's members as ISO/IEC TS 27560 writes them, at every depth. */
export function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      AS_THEY_ARE.includes(name) ? name : name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeCase(inner),
    ]),
  );
}
