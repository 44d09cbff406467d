import fc from 'fast-check';
import { maskAddress } from '../../src/disclosure/maskAddress.js';
import { maskEmail } from '../../src/disclosure/maskEmail.js';
import { maskMemberCode } from '../../src/disclosure/maskMemberCode.js';
import { maskName } from '../../src/disclosure/maskName.js';
import { maskPhone } from '../../src/disclosure/maskPhone.js';

type Mask = (value: string | null) => string | null;

const MASKS: readonly (readonly [string, Mask])[] = [
  ['a name', (value) => maskName(value)],
  ['a member code', (value) => maskMemberCode(value)],
  ['a phone number for the Club', (value) => maskPhone(value, 4)],
  ['a phone number for others', (value) => maskPhone(value, 2)],
  ['an e-mail address', (value) => maskEmail(value)],
  ['an address', (value) => maskAddress(value)],
];

/** Texts near the real ones and far from them: stars, separators, surrogate pairs, lone surrogates, empty. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('*', '＊', '@', '.', '-', ' ', '　', '0', '9', 'a', '宮', '𠮷', '\ud800', '+81') }),
  fc.stringMatching(/^0[0-9]{1,3}-[0-9]{2,4}-[0-9]{4}$/),
  fc.stringMatching(/^[0-9]{0,10}$/),
  fc.emailAddress(),
);

describe.each(MASKS)('masking %s', (_, mask) => {
  it('leaves null as it is', () => expect(mask(null)).toBeNull());

  it('never throws, gives well-formed text, and masks its own output to itself', () => {
    fc.assert(
      fc.property(text, (value) => {
        const once = mask(value) ?? '';
        expect(once.isWellFormed()).toBe(true);
        expect(mask(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  it('always hides something', () => {
    fc.assert(fc.property(text, (value) => value === '' || /[*＊]/.test(mask(value) ?? '')));
  });
});

describe('maskName', () => {
  it.each([
    ['宮城 花子', '宮＊＊ 花＊＊'],
    ['宮 花', '宮＊＊ 花＊＊'],
    ['ミヤギ　ハナコ', 'ミ＊＊ ハ＊＊'],
    ['𠮷野 家', '𠮷＊＊ 家＊＊'],
    ['  宮城  ', '宮＊＊'],
    ['宮城', '宮＊＊'],
    ['', '＊＊＊'],
  ])('gives of %j the form %j', (name, form) => expect(maskName(name)).toBe(form));

  it('gives of the initials what it gives of the name, so that a source need send no more', () => {
    const part = fc.string({ unit: fc.constantFrom('宮', '城', '𠮷', 'ミ', 'ヤ', 'a', '＊'), minLength: 1 });
    fc.assert(
      fc.property(part, part, (family, given) => {
        const initials = `${[...family][0]} ${[...given][0]}`;
        expect(maskName(initials)).toBe(maskName(`${family} ${given}`));
      }),
    );
  });

  it('keeps nothing of a part but its first character, not even its length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,30}$/), (name) => expect(maskName(name)).toBe(`${name.charAt(0)}＊＊`)),
    );
  });
});

describe('maskMemberCode', () => {
  it.each([
    ['12345678', '******78'],
    ['1234567', '*******'],
    ['1234-5678', '*******78'],
    ['12345678A', '*********'],
    ['１２３４５６７８', '********'],
    ['', ''],
  ])('gives of %j the form %j', (code, form) => expect(maskMemberCode(code)).toBe(form));

  it('shows the last two digits at most and keeps the length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{0,14}$/), (code) => {
        const form = maskMemberCode(code);
        expect(form).toHaveLength(code.length);
        expect(form.replaceAll('*', '')).toBe(code.length >= 8 ? code.slice(-2) : '');
      }),
    );
  });
});

describe('maskPhone', () => {
  it.each([
    ['090-1234-5678', '090-****-5678', '090-****-**78'],
    ['09012345678', '090-****-5678', '090-****-**78'],
    ['+81 90 1234 5678', '090-****-5678', '090-****-**78'],
    ['０９０－１２３４－５６７８', '090-****-5678', '090-****-**78'],
    ['022-123-4567', '022-****-4567', '022-****-**67'],
    ['0225-12-3456', '022-****-3456', '022-****-**56'],
    ['(022) 123-4567', '022-****-4567', '022-****-**67'],
    ['110', '***-****-****', '***-****-****'],
    ['090-1234-5678 ext 9', '***-****-****', '***-****-****'],
    ['090-****-5678', '090-****-5678', '090-****-**78'],
    ['', '***-****-****', '***-****-****'],
  ])('gives of %j %j for the Club and %j for others', (phone, club, others) => {
    expect(maskPhone(phone, 4)).toBe(club);
    expect(maskPhone(phone, 2)).toBe(others);
  });

  it('never shows a middle digit, and gives the same shape whatever the length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0[0-9]{8,11}$/), (digits) => {
        expect(maskPhone(digits, 4)).toMatch(/^([0-9]{3}|\*{3})-\*{4}-([0-9]{4}|\*{4})$/);
        expect(maskPhone(digits, 2)).toMatch(/^([0-9]{3}|\*{3})-\*{4}-\*\*([0-9]{2}|\*{2})$/);
      }),
    );
  });
});

describe('maskEmail', () => {
  it.each([
    ['taro@example.jp', 't***@***.jp'],
    ['t@sub.example.co.jp', 't***@***.jp'],
    ['taro@localhost', 't***@***'],
    ['taro@[192.168.0.1]', 't***@***'],
    ['taro@home.surnamebrand', 't***@***'],
    ['"a@b"@x.JP', '"***@***.jp'],
    ['@x.jp', '***@***.jp'],
    ['taro', '***'],
    ['', '***'],
  ])('gives of %j the form %j', (email, form) => expect(maskEmail(email)).toBe(form));

  it('lets no canary through, in the local part or in the domain', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{8,20}$/), (canary) => {
        const bytes = `${maskEmail(`${canary}@x.jp`)} ${maskEmail(`x@${canary}.jp`)} ${maskEmail(`x@y.${canary}`)}`;
        expect(bytes).not.toContain(canary.slice(0, 3));
      }),
    );
  });
});

describe('maskAddress', () => {
  it.each([
    ['宮城県仙台市青葉区', '宮城県仙台市青葉区＊＊＊'],
    ['宮城県七ヶ宿町', '宮城県七ヶ宿町＊＊＊'],
    ['宮城県仙台市青葉区 3-7-1', '宮城県仙台市青葉区＊＊＊'],
    ['宮城県仙台市青葉区３丁目', '宮城県仙台市青葉区＊＊＊'],
    ['', '＊＊＊'],
  ])('gives of %j the form %j', (place, form) => expect(maskAddress(place)).toBe(form));
});
