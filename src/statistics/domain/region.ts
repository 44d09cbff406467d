/** Where every municipality goes that lies in no area of Miyagi: elsewhere, and unknown. */
const OTHER_REGION = 'OTHER';

/** The seven areas (広域圏) of Miyagi and the JIS codes of their municipalities; Sendai by its wards. */
const AREAS: readonly { readonly code: string; readonly name: string; readonly municipalities: string }[] = [
  { code: 'SENNAN', name: '仙南圏', municipalities: '04206 04208 04301 04302 04321 04322 04323 04324 04341' },
  {
    code: 'SENDAI',
    name: '仙台都市圏',
    municipalities:
      '04101 04102 04103 04104 04105 04203 04207 04209 04211 04216 04361 04362 04401 04404 04406 04421 04422 04424',
  },
  { code: 'OSAKI', name: '大崎圏', municipalities: '04215 04444 04445 04501 04505' },
  { code: 'KURIHARA', name: '栗原圏', municipalities: '04213' },
  { code: 'TOME', name: '登米圏', municipalities: '04212' },
  { code: 'ISHINOMAKI', name: '石巻圏', municipalities: '04202 04214 04581' },
  { code: 'KESENNUMA_MOTOYOSHI', name: '気仙沼・本吉圏', municipalities: '04205 04606' },
];

const AREA_OF: ReadonlyMap<string, string> = new Map(
  AREAS.flatMap(({ code, municipalities }) => municipalities.split(' ').map((each) => [each, code] as const)),
);

/** The public domain of REGION. */
export const REGIONS: readonly { readonly code: string; readonly name: string }[] = [
  ...AREAS.map(({ code, name }) => ({ code, name })),
  { code: OTHER_REGION, name: 'その他' },
];

/** The area of a municipality code, also of one too small to be shown; total. */
export function regionOf(municipalityCode: string | null): string {
  return municipalityCode === null ? OTHER_REGION : (AREA_OF.get(municipalityCode) ?? OTHER_REGION);
}
