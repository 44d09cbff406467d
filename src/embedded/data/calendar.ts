/** Days are whole numbers since 1970-01-01 inside the generator, and 'YYYY-MM-DD' outside. */
export type Day = number;

const MS_A_DAY = 86_400_000;

export function dayOf(date: string): Day {
  return Date.parse(`${date}T00:00:00Z`) / MS_A_DAY;
}

const known = (() => {
  const cache = new Map<Day, string>();
  return (day: Day): string => {
    const found = cache.get(day);
    if (found !== undefined) return found;
    const date = new Date(day * MS_A_DAY).toISOString().slice(0, 10);
    cache.set(day, date); // bounded by the days of one century
    return date;
  };
})();

export function dateOf(day: Day): string {
  return known(day);
}

/** 1 = Monday to 7 = Sunday. */
export function weekdayOf(day: Day): number {
  return ((day + 3) % 7) + 1;
}

/** 1 to 12. */
export function monthOf(day: Day): number {
  return Number(dateOf(day).slice(5, 7));
}

/** The day of birth of somebody who has turned `age` by `today`, `daysAgo` (0 to 364) days ago. */
export function birthDay(today: Day, age: number, daysAgo: number): Day {
  const date = new Date(today * MS_A_DAY);
  const leapDay = date.getUTCMonth() === 1 && date.getUTCDate() === 29;
  return (
    Date.UTC(date.getUTCFullYear() - age, date.getUTCMonth(), date.getUTCDate() - (leapDay ? 1 : 0)) / MS_A_DAY -
    daysAgo
  );
}
