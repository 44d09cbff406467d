import { createPseudonymiser, type PseudonymiserOptions } from '../../src/disclosure/pseudonym.js';
import { masterForTests as master } from './support.js';

const base: PseudonymiserOptions = { master, recipient: 'SENDAI_HOSO', purpose: 'CLUB_OPERATION', version: 1 };
const references = Array.from({ length: 1_000 }, (_, index) => index + 1);
const all = (options: PseudonymiserOptions, domain: 'NAME' | 'MEMBER_CODE' = 'NAME') => {
  const pseudonymise = createPseudonymiser(options);
  return references.map((reference) => pseudonymise(domain, 'GUARDIAN', reference));
};

describe('createPseudonymiser', () => {
  it('gives the same recipient the same pseudonym, of one shape', () => {
    expect(all(base)).toEqual(all({ ...base }));
    expect(new Set(all(base).map((text) => text.replace(/[A-Z2-7]/g, 'x')))).toEqual(new Set(['x-xxxxxxxxxxxxxxxx']));
  });

  it('agrees with a value worked out apart, by RFC 5869, 2104 and 4648 in another language', () => {
    expect(createPseudonymiser(base)('NAME', 'GUARDIAN', 1)).toBe('P-SFRZWFII35EZO3KH');
  });

  it.each<[string, PseudonymiserOptions]>([
    ['recipient', { ...base, recipient: 'KODOMO_TECH' }],
    ['purpose', { ...base, purpose: 'AGGREGATE_ANALYSIS' }],
    ['version', { ...base, version: 2 }],
    ['master secret', { ...base, master: Buffer.alloc(32, 7) }],
  ])('has no pseudonym in common with another %s, nor the same order', (_, other) => {
    const [ours, theirs] = [all(base), all(other)];
    expect(new Set([...ours, ...theirs]).size).toBe(ours.length + theirs.length);
    const order = (texts: string[]) => references.toSorted((a, b) => (texts[a - 1]! < texts[b - 1]! ? -1 : 1));
    expect(Math.abs(rankCorrelation(order(ours), order(theirs)))).toBeLessThan(0.15);
  });

  it('keeps the domains and the kinds of subject apart', () => {
    expect(new Set([...all(base), ...all(base, 'MEMBER_CODE')]).size).toBe(2 * references.length);
    const pseudonymise = createPseudonymiser(base);
    expect(pseudonymise('NAME', 'GUARDIAN', 12)).not.toBe(pseudonymise('NAME', 'CHILD_PARTICIPANT', 12));
    expect(pseudonymise('BASKET', '2026-10', 12)).not.toBe(pseudonymise('BASKET', '2026-11', 12));
    expect(pseudonymise('NAME', 'GUARDIAN1', 2)).not.toBe(pseudonymise('NAME', 'GUARDIAN', 12));
  });

  it('gives 100,000 subjects 100,000 pseudonyms', () => {
    const pseudonymise = createPseudonymiser(base);
    const texts = new Set(
      Array.from({ length: 100_000 }, (_, reference) => pseudonymise('NAME', 'GUARDIAN', reference)),
    );
    expect(texts.size).toBe(100_000);
  });

  it('refuses a short master secret', () => {
    expect(() => createPseudonymiser({ ...base, master: Buffer.alloc(31) })).toThrow('at least 32');
  });
});

/** Spearman's; at 1,000 pairs independent orders stay within 0.15 but for a chance of about 2 in a million. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const place = new Map(b.map((reference, index) => [reference, index]));
  const squares = a.reduce((sum, reference, index) => sum + (index - place.get(reference)!) ** 2, 0);
  return 1 - (6 * squares) / (a.length * (a.length ** 2 - 1));
}
