import fc from 'fast-check';
import { rollUp, type ClassMember } from '../../src/disclosure/rollUp.js';
import {
  combinationOf,
  rowClassLevels,
  WITHHELD,
  type ShownClass,
} from '../../src/analysis/rowClasses/rowClassHierarchy.js';

const BANDS = ['AGE_20_29', 'AGE_30_39', 'AGE_40_49', 'AGE_60_69'];
// Two wards of Sendai, a town of 11,000, the village of 1,300, and one outside of Miyagi.
const PLACES = ['04101', '04102', '04301', '04302', '13101'];

const member: fc.Arbitrary<ClassMember> = fc.record({
  family: fc.nat({ max: 60 }),
  combination: fc
    .tuple(fc.constantFrom(...BANDS), fc.constantFrom(...PLACES), fc.constantFrom('', 'FEMALE', 'OTHER'))
    .map(([band, place, sex]) => combinationOf(band, place, sex)),
});
const world = fc.array(member, { maxLength: 150 });
const thresholds = fc.record({ k: fc.integer({ min: 2, max: 12 }), placeK: fc.integer({ min: 2, max: 20 }) });

const classed = (members: readonly ClassMember[], { k, placeK }: { k: number; placeK: number }) =>
  rollUp(members, { levels: rowClassLevels({ k, placeK }), withheld: WITHHELD, k });

/** Families by what their people are shown as. */
function shownFamilies(members: readonly ClassMember[], classes: ReadonlyMap<string, ShownClass>) {
  const families = new Map<string, Set<number | null>>();
  for (const { family, combination } of members) {
    const key = JSON.stringify(classes.get(combination));
    families.set(key, (families.get(key) ?? new Set<number | null>()).add(family));
  }
  return families;
}

test('every class that is shown holds at least k families, in every world, or everything of it is withheld', () => {
  let kept = 0;
  fc.assert(
    fc.property(world, thresholds, (members, asked) => {
      const shown = shownFamilies(members, classed(members, asked));
      const all = new Set(members.map(({ family }) => family)).size;
      for (const [key, families] of shown) {
        if (key !== JSON.stringify(WITHHELD)) kept += 1;
        expect(families.size >= asked.k || (families.size === all && key === JSON.stringify(WITHHELD))).toBe(true);
      }
    }),
    { seed: 20261125, numRuns: 500 },
  );
  expect(kept).toBeGreaterThan(100);
});

test('what is shown is true of the row: itself, or above it in the public hierarchy', () => {
  fc.assert(
    fc.property(world, thresholds, (members, asked) => {
      for (const [combination, shown] of classed(members, asked)) {
        const possible = [...rowClassLevels(asked).map(({ show }) => show(combination)), WITHHELD];
        expect(possible).toContainEqual(shown);
      }
    }),
    { seed: 20261125 },
  );
});

test('neither the order of people nor who is in which family twice changes a class', () => {
  fc.assert(
    fc.property(world, thresholds, (members, asked) => {
      const twice = [...members.toReversed(), ...members];
      expect([...classed(twice, asked)].toSorted()).toEqual([...classed(members, asked)].toSorted());
    }),
    { seed: 20261125 },
  );
});

const families = (count: number, from: number, combination: string): readonly ClassMember[] =>
  Array.from({ length: count }, (_each, index) => ({ family: from + index, combination }));

test('a small town needs the larger threshold, and a village is never named', () => {
  const town = combinationOf('AGE_30_39', '04301', '');
  const village = combinationOf('AGE_30_39', '04302', '');
  const asked = { k: 5, placeK: 20 };
  expect(classed(families(20, 0, town), asked).get(town)).toEqual(['AGE_30_39', '04301', null]);
  expect(classed(families(19, 0, town), asked).get(town)).toEqual(['AGE_30_39', 'SENNAN', null]);
  expect(classed(families(99, 0, village), asked).get(village)).toEqual(['AGE_30_39', 'SENNAN', null]);
  // Its area stands for it where nobody else of the area is left.
  expect(classed(families(19, 0, village), asked).get(village)).toEqual(WITHHELD);
  const both = [...families(3, 0, village), ...families(3, 50, town)];
  expect(classed(both, asked).get(village)).toEqual(['AGE_30_39', 'SENNAN', null]);
});

test('the few that would be left alone are hidden among others: no class of one stays beside large ones', () => {
  const many = combinationOf('AGE_30_39', '04101', '');
  const lone = combinationOf('AGE_60_69', '13101', '');
  const classes = classed([...families(30, 0, many), ...families(1, 100, lone)], { k: 5, placeK: 20 });
  expect([classes.get(many), classes.get(lone)]).toEqual([WITHHELD, WITHHELD]);
});

test('one class is counted without those who were shown more finely: the coarse ones are known not to be among them', () => {
  const ward = combinationOf('AGE_30_39', '04101', '');
  const other = combinationOf('AGE_30_39', '04102', '');
  const classes = classed([...families(10, 0, ward), ...families(4, 50, other)], { k: 5, placeK: 20 });
  expect(classes.get(other)).not.toEqual(['AGE_30_39', 'SENDAI', null]);
});
