import fc from 'fast-check';
import type { WorldChild, WorldFamily, WorldGuardian } from './storeWorld.js';

const DAYS = [
  '2024-12-01',
  '2025-11-30',
  '2026-03-31',
  '2026-04-01',
  '2026-09-05',
  '2026-09-12',
  '2026-10-31',
  '2026-11-20',
];
const day = fc.constantFrom(...DAYS);
const gone = fc.constantFrom(null, null, null, '2026-01-31', '2027-01-31');
const dead = fc.constantFrom(null, null, null, null, '2026-01-31');

const child: fc.Arbitrary<WorldChild> = fc.record({
  birth: fc.constantFrom('2008-11-22', '2011-11-23', '2014-02-28', '2017-11-22', '2021-01-01'),
  sex: fc.constantFrom('FEMALE', 'MALE', 'OTHER'),
  left: gone,
  died: dead,
  classes: fc.uniqueArray(
    fc.record({
      class: fc.constantFrom(1, 2, 3, 4),
      attended: fc.uniqueArray(fc.tuple(day, fc.constantFrom('PRESENT', 'ABSENT', 'LATE')), { selector: ([on]) => on }),
    }),
    { selector: (each) => each.class, maxLength: 3 },
  ),
});

const guardian: fc.Arbitrary<WorldGuardian> = fc.record({
  code: fc.constantFrom('04101', '04104', '04302', '13101', '04581'),
  left: gone,
  died: dead,
  member: fc.constantFrom(0, 0, 1, null),
  consents: fc.boolean(),
  entries: fc.subarray([1, 2]),
});

const purchase = fc.tuple(
  fc.constantFrom(1, 2, 3, 4),
  fc.constantFrom(1, 2, 3),
  day,
  fc.constantFrom(0, 49, 50, 250, 1_000, 9_999, 2_000_000_000),
);

/** A family up to the largest that there is, with people who left or died, two guardians with one membership, and all that they did. */
export const family: fc.Arbitrary<WorldFamily> = fc.record({
  children: fc.array(child, { minLength: 1, maxLength: 3 }),
  guardians: fc.array(guardian, { maxLength: 3 }),
  purchases: fc.tuple(fc.array(purchase, { maxLength: 12 }), fc.array(purchase, { maxLength: 4 })),
});
