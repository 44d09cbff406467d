import fc from 'fast-check';
import { chooseLanguage, LANGUAGES } from '../../../src/policy/reasons/chooseLanguage.js';

test.each<[string | undefined, 'en' | 'ja']>([
  [undefined, 'en'],
  ['', 'en'],
  ['ja', 'ja'],
  ['JA', 'ja'],
  ['ja-JP', 'ja'],
  ['ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7', 'ja'],
  ['en-US,en;q=0.9,ja;q=0.8', 'en'],
  ['en;q=0.8, ja', 'ja'],
  ['en;q=0.5 , ja;q=0.501', 'ja'],
  ['ja, en', 'ja'],
  ['en, ja', 'en'],
  ['fr, ja;q=0.1', 'ja'],
  ['fr', 'en'],
  ['*', 'en'],
  ['en;q=0, *', 'ja'],
  ['en;q=0, ja;q=0', 'en'],
  ['ja;q=0, *;q=0.5', 'en'],
  ['ja;q=0.2, *;q=0.5', 'en'],
  ['jam', 'en'],
  ['ja;q=2, en;q=0.1', 'en'],
  ['ja;q=0.1234', 'en'],
  ['ja;level=1', 'en'],
  ['ja;q=1;q=0', 'en'],
  [',,;,ja', 'ja'],
])('"%s" is answered in %s', (header, language) => {
  expect(chooseLanguage(header)).toBe(language);
});

test('any header is answered in one of the languages', () => {
  const part = fc.constantFrom('ja', 'en', '*', 'ja-JP', ';', ',', 'q=', '0.5', '1', ' ', '-');
  const header = fc.oneof(
    fc.string(),
    fc.array(part).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(header, (text) => LANGUAGES.includes(chooseLanguage(text))),
    { seed: 20261122, numRuns: 2000 },
  );
});
