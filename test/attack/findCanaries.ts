import type { Canaries } from './arrangeCanaries.js';

/** Everything that could be a token: its letters, or digits as long as a planted number, date, code or telephone number. */
const CANDIDATE = /cnry[0-9a-f]{16}|\d{4}-\d\d-\d\d|8\d7-\d{4}|\d{8,11}/g;
const HEX = /[0-9a-f]{32,}/gi;
const ENCODED = /[A-Za-z0-9+/_-]{16,}/g;
/** What base64 makes of "cnry" at each of its three alignments. */
const ENCODED_BEGIN = /Y25y|Nucn|jbnJ/;

/** The tokens in a text: as they are, in any case, reversed, as base64 or hex of theirs at any offset, or digested. */
export function findCanaries(text: string, { tokens, digests }: Canaries): ReadonlySet<string> {
  const found = new Set<string>();
  if (text.length < 8) return found;
  const look = (plain: string): void => {
    for (const [candidate] of plain.matchAll(CANDIDATE)) if (tokens.has(candidate)) found.add(candidate);
  };
  const written = text.toLowerCase();
  look(written);
  if (written.includes('yrnc')) look([...written].toReversed().join(''));
  for (const [hex] of written.matchAll(HEX)) {
    const owner = digests.get(hex);
    if (owner !== undefined) found.add(`digest of ${owner}`);
    look(Buffer.from(hex, 'hex').toString('latin1').toLowerCase());
    look(Buffer.from(hex.slice(1), 'hex').toString('latin1').toLowerCase());
  }
  for (const [run] of ENCODED_BEGIN.test(text) ? text.matchAll(ENCODED) : []) {
    for (let offset = 0; offset < 4; offset += 1) {
      const decoded = Buffer.from(run.slice(offset), 'base64').toString('latin1').toLowerCase();
      if (decoded.includes('cnry')) look(decoded);
    }
  }
  return found;
}
