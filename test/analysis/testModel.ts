import { AGE_BANDS } from '../../src/statistics/domain/ageBand.js';
import { PLACES } from '../../src/statistics/domain/place.js';
import { REGIONS } from '../../src/statistics/domain/region.js';
import {
  ATTRIBUTES,
  type Dimension,
  type DimensionName,
  type FactDimensionName,
  type Grain,
  type StatisticModel,
  type SumName,
  type TopicName,
} from '../../src/statistics/model/statisticModel.js';

const named = (codes: readonly string[]) => codes.map((code) => ({ code, name: `「${code}」` }));

/** The 24 full months before a day. */
export function monthsBefore(today: string): readonly string[] {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const last = year * 12 + month - 2;
  return Array.from({ length: 24 }, (_month, index) => last - 23 + index).map(
    (number) => `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`,
  );
}

const quartersOf = (months: readonly string[]): readonly string[] => [
  ...new Set(months.map((month) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`)),
];

function domains(today: string): Readonly<Record<DimensionName, Dimension['values']>> {
  const months = monthsBefore(today);
  return {
    MUNICIPALITY: PLACES,
    REGION: REGIONS,
    AGE_BAND: AGE_BANDS,
    PURCHASE_SEGMENT: named(['NONE', 'LOW', 'HIGH']),
    CHILD_AGE_BAND: AGE_BANDS,
    SEX: named(['FEMALE', 'MALE', 'OTHER']),
    COURSE: named(['PROG1', 'ROBOT', 'COOK']),
    TERM: named(['2025-2', '2026-1', '2026-2']),
    MONTH: named(months),
    QUARTER: named(quartersOf(months)),
    PRODUCT_CATEGORY: named(['VEGETABLE', 'FRUIT', 'OTHER']),
    // The source says the name, the domain has a code of its own.
    SHOP_AREA: [
      { code: 'SENDAI', name: '仙台' },
      { code: 'ISHINOMAKI', name: '石巻' },
    ],
    CAMPAIGN: named(['親子招待', '新米']),
    PROGRAMME: named(['おはよう宮城', '夕方ワイド']),
  };
}

type Clamps = Readonly<Partial<Record<SumName, number>>>;

function grains(
  clamp: Clamps,
  cells: number | null,
  ...bys: readonly (readonly FactDimensionName[])[]
): readonly Grain[] {
  return [{ by: [], clamp, cells: null }, ...bys.map((by) => ({ by, clamp, cells }))];
}

const GRAINS: Readonly<Record<TopicName, readonly Grain[]>> = {
  FAMILIES: grains({}, null),
  CHILDREN: grains({ CHILDREN: 2 }, null, ['CHILD_AGE_BAND'], ['SEX'], ['CHILD_AGE_BAND', 'SEX']),
  ENROLMENTS: grains({ ENROLMENTS: 2 }, null, ['COURSE'], ['TERM'], ['COURSE', 'TERM']),
  ATTENDANCE: grains(
    { LESSONS: 3, ATTENDED: 2 },
    2,
    ['COURSE'],
    ['TERM'],
    ['MONTH'],
    ['COURSE', 'TERM'],
    ['COURSE', 'MONTH'],
  ),
  PURCHASES: grains(
    { PURCHASES: 3, AMOUNT: 20 },
    3,
    ['PRODUCT_CATEGORY'],
    ['MONTH'],
    ['QUARTER'],
    ['SHOP_AREA'],
    ['MONTH', 'PRODUCT_CATEGORY'],
    ['QUARTER', 'PRODUCT_CATEGORY'],
    ['PRODUCT_CATEGORY', 'SHOP_AREA'],
    ['COURSE'],
  ),
  CAMPAIGNS: grains({ ENTRIES: 1 }, null, ['CAMPAIGN'], ['PROGRAMME']),
};

/** Small domains and tight bounds, so that small worlds run into all of them. */
export function testModel(today = '2026-11-22', boundsHash = 'bounds-1'): StatisticModel {
  const dimensions = Object.fromEntries(
    Object.entries(domains(today)).map(([name, values]) => [name, { name, category: 'UNLISTED', values }]),
  ) as StatisticModel['dimensions'];
  const topics = Object.fromEntries(
    Object.entries(GRAINS).map(([name, each]) => [
      name,
      {
        name,
        sources: ['club', 'coop', 'broadcaster'],
        attributes: ATTRIBUTES,
        sums: Object.keys(each[0]?.clamp ?? {}),
        grains: each,
      },
    ]),
  ) as unknown as StatisticModel['topics'];
  return {
    dimensions,
    topics,
    amountUnit: 100,
    purchaseSegments: [
      { code: 'LOW', from: 1 },
      { code: 'HIGH', from: 5_000 },
    ],
    coverageConsent: { purpose: 'BENEFICIAL_INFORMATION', recipient: 'GAKKO', category: 'PURCHASE_HISTORY' },
    boundsHash,
  };
}
