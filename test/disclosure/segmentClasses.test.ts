import fc from 'fast-check';
import { combinationOf, type ShownClass } from '../../src/analysis/rowClasses/rowClassHierarchy.js';
import { segmentClasses, withSegment, type SegmentPerson } from '../../src/analysis/rowClasses/segmentClasses.js';

const COMBINATIONS = [
  combinationOf('AGE_30_39', '04101', ''),
  combinationOf('AGE_30_39', '04102', ''),
  combinationOf('AGE_40_49', '04301', ''),
];
/** The first two are shown as one class; the third is a small town's. */
const CLASSES: ReadonlyMap<string, ShownClass> = new Map([
  [COMBINATIONS[0] ?? '', ['AGE_30_39', 'SENDAI', null]],
  [COMBINATIONS[1] ?? '', ['AGE_30_39', 'SENDAI', null]],
  [COMBINATIONS[2] ?? '', ['AGE_40_49', '04301', null]],
]);

const person: fc.Arbitrary<SegmentPerson> = fc.record({
  family: fc.option(fc.nat({ max: 60 }), { freq: 10 }),
  combination: fc.constantFrom(...COMBINATIONS),
  segment: fc.constantFrom(null, 'NONE', '1-4999', '5000-9999', '40000+'),
});
const thresholds = fc.record({ k: fc.integer({ min: 2, max: 8 }), placeK: fc.integer({ min: 2, max: 12 }) });

const shownOf = (shown: ReadonlyMap<string, string>, { combination, segment }: SegmentPerson): string | null =>
  segment === null ? null : (shown.get(withSegment(combination, segment)) ?? null);

test('class and segment together are shared by k families, withheld ones included, unless all of the class is withheld', () => {
  let finer = 0;
  fc.assert(
    fc.property(fc.array(person, { minLength: 50, maxLength: 400, size: 'max' }), thresholds, (people, asked) => {
      const shown = segmentClasses(people, CLASSES, asked);
      for (const [text, group] of Map.groupBy(people, (each) => JSON.stringify(CLASSES.get(each.combination)))) {
        const k = text.includes('04301') ? Math.max(asked.k, asked.placeK) : asked.k;
        const bySegment = Map.groupBy(group, (each) => shownOf(shown, each));
        finer += bySegment.size - 1;
        for (const [segment, sharing] of bySegment) {
          const families = new Set(sharing.map(({ family }) => family).filter((family) => family !== null)).size;
          expect(families >= k || (segment === null && (families === 0 || bySegment.size === 1))).toBe(true);
        }
      }
    }),
    { seed: 20261125, numRuns: 500 },
  );
  expect(finer).toBeGreaterThan(100);
});

test('what is shown is true: the segment itself, or that something was bought', () => {
  fc.assert(
    fc.property(fc.array(person, { maxLength: 200 }), thresholds, (people, asked) => {
      const shown = segmentClasses(people, CLASSES, asked);
      for (const each of people) {
        const value = shownOf(shown, each);
        expect([null, each.segment, each.segment === 'NONE' ? null : 'ANY']).toContain(value);
      }
    }),
    { seed: 20261125 },
  );
});

const many = (count: number, from: number, segment: string | null): readonly SegmentPerson[] =>
  Array.from({ length: count }, (_each, index) => ({
    family: from + index,
    combination: COMBINATIONS[0] ?? '',
    segment,
  }));
const asked = { k: 5, placeK: 20 };
const valueOf = (people: readonly SegmentPerson[], segment: string) =>
  segmentClasses(people, CLASSES, asked).get(withSegment(COMBINATIONS[0] ?? '', segment)) ?? null;

test('too few of one segment are shown as any; too few of any not at all', () => {
  expect(valueOf(many(5, 0, '40000+'), '40000+')).toBe('40000+');
  const rare = [...many(3, 0, '40000+'), ...many(2, 10, '5000-9999')];
  expect([valueOf(rare, '40000+'), valueOf(rare, '5000-9999')]).toEqual(['ANY', 'ANY']);
  expect(valueOf(many(4, 0, '40000+'), '40000+')).toBeNull();
});

test('the few of a class who did not consent are not left alone: segments are withheld until they are k', () => {
  expect(valueOf([...many(6, 0, '40000+'), ...many(5, 10, null)], '40000+')).toBe('40000+');
  expect(valueOf([...many(6, 0, '40000+'), ...many(1, 10, null)], '40000+')).toBeNull();
});

test('who is stopped or erased makes no class larger', () => {
  const stopped = many(1, 0, '40000+').map((each) => ({ ...each, family: null }));
  expect(valueOf([...many(4, 1, '40000+'), ...stopped], '40000+')).toBeNull();
  expect(valueOf([...many(5, 1, '40000+'), ...stopped], '40000+')).toBe('40000+');
});
