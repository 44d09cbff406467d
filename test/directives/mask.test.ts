import { MASK_RULES, maskedBy, maskUse, type MaskRule } from '../../directives/mask.js';
import { ask, planned, present } from './support/ask.js';

const CASES: Readonly<Record<MaskRule, readonly [unknown, unknown]>> = {
  NAME: ['宮城 花子', '宮＊＊ 花＊＊'],
  MEMBER_CODE: ['12345678', '******78'],
  BIRTH_YEAR: [1985, 1985],
  PHONE: ['090-1234-5678', '090-****-**78'],
  EMAIL: ['taro@example.jp', 't***@***.jp'],
  ADDRESS: ['宮城県仙台市青葉区', '宮城県仙台市青葉区＊＊＊'],
};

describe('@mask', () => {
  it('is written with its rule', () => {
    expect(maskUse({ by: 'EMAIL' })).toBe('@mask(by: EMAIL)');
  });

  it.each(MASK_RULES)('%s masks in place', (rule) => {
    const [value, masked] = CASES[rule];
    expect(maskedBy(rule)(value, {}, present)).toEqual(masked);
  });

  it.each(MASK_RULES)('%s leaves null as null and withholds what it does not understand', (rule) => {
    for (const value of [null, undefined, { phone: '090-1234-5678' }, true]) {
      expect(maskedBy(rule)(value, {}, present)).toBeNull();
    }
  });

  it('keeps as many digits as the recipient may see', () => {
    expect(maskedBy('PHONE')('090-1234-5678', {}, { ...present, keepPhoneDigits: 4 })).toBe('090-****-5678');
  });

  it('withholds a whole birth date where a year was planned', () => {
    expect(maskedBy('BIRTH_YEAR')('1985-04-01', {}, present)).toBeNull();
  });

  it('is what comes out where the plan says MASKED', async () => {
    const fields = 'email: String @personal(category: EMAIL) @mask(by: EMAIL)';
    const row = planned({ email: 'MASKED' }, { email: 'taro@example.jp' });
    expect(await ask({ fields, row, query: '{guardian{email}}' })).toEqual({
      data: { guardian: { email: 't***@***.jp' } },
    });
  });
});
