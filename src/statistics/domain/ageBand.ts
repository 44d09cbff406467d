/** Lower bound of each band in years; 15 and 16-17 are one band, since statistics leave the house. */
const BANDS = [
  { from: 18, code: '18+' },
  { from: 15, code: '15-17' },
  { from: 12, code: '12-14' },
  { from: 9, code: '9-11' },
  { from: 6, code: '6-8' },
] as const;

const YOUNGEST = '0-5';

/** The public domain of AGE_BAND: the age of a family's eldest participating child, youngest band first. */
export const AGE_BANDS: readonly { readonly code: string; readonly name: string }[] = [
  YOUNGEST,
  ...BANDS.map(({ code }) => code).toReversed(),
].map((code) => ({ code, name: code.endsWith('+') ? `${code.slice(0, -1)}歳以上` : `${code}歳` }));

/** The band of an age in whole years. Total: before birth, and where no age is known, it is the youngest band. */
export function familyAgeBand(age: number | null): string {
  if (age === null) return YOUNGEST;
  return BANDS.find(({ from }) => age >= from)?.code ?? YOUNGEST;
}
