import fc from 'fast-check';
import { createCursorSealer } from '../../src/disclosure/cursor.js';
import { rowOrderSeed } from '../../src/disclosure/rowOrderSeed.js';
import { masterForTests as master } from './support.js';

const cursors = createCursorSealer({ master, recipient: 'SENDAI_HOSO' });
const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null));

describe('createCursorSealer', () => {
  it('gives back the tuple under the same fingerprint before it expires', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), fc.string(), (tuple, fingerprint) => {
        expect(cursors.open(cursors.seal(tuple, fingerprint, 1_000), fingerprint, 999)).toEqual(tuple);
      }),
    );
  });

  it('is void from its expiry on, under another fingerprint, and for another recipient', () => {
    const text = cursors.seal(['宮城', 7], 'guardians|OPERATOR_STAFF', 1_000);
    expect(cursors.open(text, 'guardians|OPERATOR_STAFF', 1_000)).toBeNull();
    expect(cursors.open(text, 'guardians|CLUB_STAFF', 999)).toBeNull();
    expect(createCursorSealer({ master, recipient: 'COOP' }).open(text, 'guardians|OPERATOR_STAFF', 999)).toBeNull();
  });

  it('is void with any one byte or character changed, added or cut off', () => {
    const text = cursors.seal(['宮城', 7], 'f', 1_000);
    const bytes = Buffer.from(text, 'base64url');
    const flipped = [...bytes].map((byte, index) => {
      const copy = Buffer.from(bytes);
      copy[index] = byte ^ 1;
      return copy.toString('base64url');
    });
    const spelled = [...text].map(
      (letter, index) => text.slice(0, index) + (letter === 'A' ? 'B' : 'A') + text.slice(index + 1),
    );
    const cut = [...text].map((_, index) => text.slice(0, index));
    const attempts = [...flipped, ...spelled, ...cut, `${text}A`, `${text}=`, ` ${text}`, 'x'.repeat(100_000)];
    expect(attempts.filter((attempt) => cursors.open(attempt, 'f', 0) !== null)).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => cursors.open(text, 'f', 0) === null));
  });

  it('does not tell the length of a value', () => {
    const lengths = Array.from({ length: 40 }, (_, length) => cursors.seal(['x'.repeat(length)], 'f', 1_000).length);
    expect(new Set(lengths).size).toBe(1);
  });

  it('holds no canary, in no encoding', () => {
    const text = cursors.seal(['CANARY-4711'], 'f', 1_000);
    const readings = [
      text,
      ...(['base64', 'base64url', 'hex', 'latin1', 'utf8'] as const).map((e) =>
        Buffer.from(text, e).toString('latin1'),
      ),
    ];
    expect(readings.filter((reading) => reading.includes('CANARY'))).toEqual([]);
  });
});

describe('rowOrderSeed', () => {
  it('is a signed 64-bit integer, steady for a recipient and different for others', () => {
    const seeds = Array.from({ length: 200 }, (_, index) => rowOrderSeed(master, `recipient ${index}`));
    expect(new Set(seeds).size).toBe(200);
    expect(seeds.every((seed) => BigInt.asIntN(64, BigInt(seed)) === BigInt(seed))).toBe(true);
    expect(rowOrderSeed(master, 'recipient 0')).toBe(seeds[0]);
  });
});
