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

/** The band of somebody born on `birthDate`, both dates YYYY-MM-DD in Asia/Tokyo. Total: a date in the future is the youngest band. */
export function ageBandOn(today: string, birthDate: string): string {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const age = today.slice(5) < birthDate.slice(5) ? years - 1 : years;
  return BANDS.find(({ from }) => age >= from)?.code ?? YOUNGEST;
}
