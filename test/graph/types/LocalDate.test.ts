import { GraphQLLocalDate } from 'graphql-scalars';
import { LocalDate } from '../../../src/graph/types/LocalDate.js';

const outcome = (scalar: typeof LocalDate, value: unknown): unknown => {
  try {
    return scalar.serialize(value);
  } catch (error) {
    return (error as Error).message;
  }
};

describe('LocalDate', () => {
  const days = Array.from({ length: 36 }, (_, day) => String(day).padStart(2, '0'));
  const months = Array.from({ length: 15 }, (_, month) => String(month).padStart(2, '0'));
  const dates = ['1900', '2000', '2024', '2026', '0000'].flatMap((year) =>
    months.flatMap((month) => days.map((day) => `${year}-${month}-${day}`)),
  );

  it.each([
    ['every day of five years, and days that are none', dates],
    [
      'what is no date at all',
      ['infinity', '2026-1-01', '2026-11-22\n', '２０２６-11-22', '2026-11-22T00:00Z', '', 7, null, {}],
    ],
  ])('lets out what the scalar of graphql-scalars lets out: %s', (_, values: readonly unknown[]) => {
    const made = values.map((value) => outcome(LocalDate, value));
    expect(made).toEqual(values.map((value) => outcome(GraphQLLocalDate, value)));
    expect(made.some((text) => String(text).startsWith('Value is not'))).toBe(true);
  });
});
