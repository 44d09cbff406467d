import { REASON_CODES } from '../../../src/policy/decision.js';
import { LANGUAGES } from '../../../src/policy/reasons/chooseLanguage.js';
import { needText, reasonText } from '../../../src/policy/reasons/reasonText.js';
import { CONDITIONS } from '../../../src/policy/vocabulary.js';

const JAPANESE = /[぀-ヿ㐀-鿿]/;

test.each(REASON_CODES)('%s has a sentence in each language, without code words', (code) => {
  const english = reasonText(code, 'en');
  const japanese = reasonText(code, 'ja');
  expect(english).toMatch(/^[A-Z].*\.$/);
  expect(english).not.toMatch(/_|\bnull\b|[぀-鿿]/);
  expect(japanese).toMatch(JAPANESE);
  expect(japanese).toMatch(/。$/);
  expect(japanese).not.toMatch(/[A-Za-z]{2}|_/);
});

test.each(CONDITIONS)('what %s asks for is named in each language', (condition) => {
  expect(needText(condition, 'en')).toMatch(/^[a-z][^_.]+[a-z]$/);
  expect(needText(condition, 'ja')).toMatch(JAPANESE);
  expect(needText(condition, 'ja')).not.toMatch(/。$/);
});

test('no two codes say the same', () => {
  for (const language of LANGUAGES) {
    expect(new Set(REASON_CODES.map((code) => reasonText(code, language))).size).toBe(REASON_CODES.length);
    expect(new Set(CONDITIONS.map((each) => needText(each, language))).size).toBe(CONDITIONS.length);
  }
});

test('a code of no catalogue is returned as it is, be it the name of a method', () => {
  for (const word of ['CONSENT_GIVEN', 'toString', '__proto__', '']) expect(reasonText(word, 'ja')).toBe(word);
});
