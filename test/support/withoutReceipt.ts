/** At the end of `extensions.governance`. */
const RECEIPT = /"receipt":\{[^{}]*\}/;
const LENGTH = /(\ncontent-length\n)(\d+)/i;

/**
 * Everything that left, or a body, with the receipt's contents left out: they are another for each answer. That there was one stays in, and
 * the length is what it would be.
 */
export function withoutReceipt(text: string): string {
  const left = text.replace(RECEIPT, '"receipt":{}');
  const gone = text.length - left.length;
  return left.replace(LENGTH, (_, name: string, length: string) => `${name}${Number(length) - gone}`);
}
