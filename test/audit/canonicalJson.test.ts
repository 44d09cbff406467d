import fc from 'fast-check';
import { canonicalJson, type JsonValue } from '../../src/audit/canonicalJson.js';

// Input and output of https://github.com/cyberphone/json-canonicalization (testdata/, by the author of RFC 8785).
const PUBLISHED: readonly (readonly [input: string, output: string])[] = [
  [
    String.raw`{"numbers": [1E30, 4.50, 333333333.33333329, 2e-3, 0.000000000000000000000000001],
      "escaping": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
    String.raw`{"escaping":"€$\u000f\nA'B\"\\\\\"/","literals":[null,true,false],"numbers":[1e+30,4.5,333333333.3333333,0.002,1e-27]}`,
  ],
  [
    String.raw`{"\u20ac": "Euro Sign", "1": "One", "\u0080": "Control\u007f", "\ud83d\ude02": "Smiley",
      "\u00f6": "Latin Small Letter O With Diaeresis", "\ufb33": "Hebrew Letter Dalet With Dagesh", "</script>": "Browser Challenge"}`,
    '{"1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","ö":"Latin Small Letter O With Diaeresis",' +
      '"€":"Euro Sign","😂":"Smiley","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  ],
];

it('writes the published examples as published, members in the order of UTF-16 code units', () => {
  for (const [input, output] of PUBLISHED) expect(canonicalJson(JSON.parse(input) as JsonValue)).toBe(output);
});

it('writes numbers as ECMAScript does', () => {
  expect(canonicalJson([-0, 1e21, 1e-7, 9007199254740994, 0.1 + 0.2])).toBe(
    '[0,1e+21,1e-7,9007199254740994,0.30000000000000004]',
  );
});

it('is read back as what was written, is its own canonical text, and does not depend on the order of members', () => {
  const json = fc.jsonValue() as fc.Arbitrary<JsonValue>;
  fc.assert(
    fc.property(json, (value) => {
      const text = canonicalJson(value);
      const read = JSON.parse(text) as JsonValue;
      return canonicalJson(read) === text && canonicalJson(reversed(value)) === text;
    }),
  );
});

it('refuses what has no canonical text', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { '\udfff': 1 }, ['a', { b: '\ud83d' }]]) {
    expect(() => canonicalJson(value)).toThrow('Canonical JSON has no text');
  }
});

it('leaves out members that are undefined', () => {
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
});

function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as Readonly<Record<string, JsonValue>>).reverse();
  return Object.fromEntries(members.map(([name, member]) => [name, reversed(member)]));
}
