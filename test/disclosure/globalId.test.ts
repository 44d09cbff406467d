import fc from 'fast-check';
import { createGlobalIds, GLOBAL_ID_TYPES } from '../../src/disclosure/globalId.js';
import { masterForTests as master } from './support.js';

const ids = createGlobalIds({ master, recipient: 'SENDAI_HOSO' });
const others = createGlobalIds({ master, recipient: 'KODOMO_TECH' });
const type = fc.constantFrom(...GLOBAL_ID_TYPES);
const id = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('createGlobalIds', () => {
  it('reads back what it wrote, alone or in a page, as 22 characters', () => {
    fc.assert(
      fc.property(type, fc.array(id), (kind, page) => {
        const texts = ids.encodeMany(kind, page);
        expect(texts.map((text) => ids.decode(kind, text))).toEqual(page);
        expect(texts).toEqual(page.map((one) => ids.encode(kind, one)));
        expect(texts.every((text) => /^[\w-]{22}$/.test(text))).toBe(true);
      }),
    );
  });

  it('refuses an id of another type, and takes one of several', () => {
    const text = ids.encode('Guardian', 7);
    expect(ids.decode('Child', text)).toBeNull();
    expect(ids.decode([], text)).toBeNull();
    expect(ids.decode(['Child', 'Guardian'], text)).toBe(7);
  });

  it('refuses an id of another recipient, and shares no text with it', () => {
    fc.assert(
      fc.property(type, id, (kind, one) => {
        expect(ids.decode(GLOBAL_ID_TYPES, others.encode(kind, one))).toBeNull();
      }),
    );
  });

  it('refuses a text with any one character changed', () => {
    const text = ids.encode('Guardian', 7);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= ';
    const changed = [...text].flatMap((_, index) =>
      [...alphabet]
        .map((letter) => text.slice(0, index) + letter + text.slice(index + 1))
        .filter((other) => other !== text),
    );
    expect(changed.length).toBeGreaterThan(1_400);
    expect(changed.filter((other) => ids.decode(GLOBAL_ID_TYPES, other) !== null)).toEqual([]);
  });

  it('refuses whatever else comes in, without an exception', () => {
    const foreign = [
      '',
      '7',
      'Guardian:7',
      btoa('Guardian:7'),
      `${ids.encode('Guardian', 7)}=`,
      'A'.repeat(22),
      'é'.repeat(22),
    ];
    expect(foreign.map((text) => ids.decode(GLOBAL_ID_TYPES, text))).toEqual(foreign.map(() => null));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => ids.decode(GLOBAL_ID_TYPES, text) === null));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(ids.decode(GLOBAL_ID_TYPES, Buffer.from(bytes).toString('base64url'))).toBeNull();
      }),
    );
  });

  it('shows no order: sorted texts do not sort the keys', () => {
    const page = Array.from({ length: 100 }, (_, index) => index + 1);
    const sorted = ids.encodeMany('Guardian', page).sort();
    expect(sorted.map((text) => ids.decode('Guardian', text))).not.toEqual(page);
  });

  it('does not encode what is no key', () => {
    for (const bad of [-1, 0.5, Number.NaN, 2 ** 48]) expect(() => ids.encode('Guardian', bad)).toThrow(RangeError);
  });

  it('keeps the codes of types that were issued', () => {
    expect(GLOBAL_ID_TYPES.slice(0, 6)).toEqual(['Guardian', 'Child', 'Member', 'Course', 'Class', 'Campaign']);
    expect(new Set(GLOBAL_ID_TYPES).size).toBe(GLOBAL_ID_TYPES.length);
  });
});
