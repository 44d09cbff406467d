import fc from 'fast-check';

/** Dates of 1900 to 2100 as 'YYYY-MM-DD', the awkward ones often. */
export const dates: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }).map(dateText),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.integer({ min: 1904, max: 2096 }),
        fc.constantFrom('02-28', '03-01', '03-31', '04-01', '04-02', '12-31', '01-01'),
      )
      .map(([year, day]) => `${year}-${day}`),
  },
  { weight: 1, arbitrary: fc.integer({ min: 476, max: 524 }).map((quarter) => `${quarter * 4}-02-29`) },
);

function dateText(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** A master secret for tests; never one of a running gateway. */
export const masterForTests: Buffer = Buffer.alloc(32, 'a master secret for tests only. ');
