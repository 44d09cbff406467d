import type { FactQuestion } from '../../src/statistics/factStore.js';

export interface ScaleQuestion {
  readonly title: string;
  readonly governed: Omit<FactQuestion, 'snapshot'>;
  /** The same question of the tuned tables: without bounds, and without the number of families where that costs a second sort. */
  readonly ungoverned: string;
  /** The same with the number of families, which every governed answer has. */
  readonly withFamilies: string;
}

const sums = ['FAMILIES', 'PURCHASES', 'AMOUNT'] as const;
const clamp = { PURCHASES: 3, AMOUNT: 30 };
const counted = 'count(*), sum(amount)';

export function scaleQuestions(months: readonly string[]): readonly ScaleQuestion[] {
  const half = months.slice(-6);
  const first = half[0] ?? '';
  const since = Number(first.slice(0, 4)) * 12 + Number(first.slice(5));
  const question = { topic: 'PURCHASES', regroupedFrom: null, keep: {}, clamp, sums } as const;
  const members = 'tuned_purchases JOIN tuned_members USING (member_id)';
  return [
    {
      title: 'category x month',
      governed: { ...question, grain: ['MONTH', 'PRODUCT_CATEGORY'], groupBy: ['MONTH', 'PRODUCT_CATEGORY'] },
      ungoverned: `SELECT category, month, ${counted} FROM tuned_purchases GROUP BY 1, 2`,
      withFamilies: `SELECT category, month, ${counted}, count(DISTINCT family) FROM ${members} GROUP BY 1, 2`,
    },
    {
      title: 'place x age x category',
      governed: { ...question, grain: ['PRODUCT_CATEGORY'], groupBy: ['MUNICIPALITY', 'AGE_BAND', 'PRODUCT_CATEGORY'] },
      ungoverned: `SELECT place, age, category, ${counted} FROM ${members} GROUP BY 1, 2, 3`,
      withFamilies: `SELECT place, age, category, ${counted}, count(DISTINCT family) FROM ${members} GROUP BY 1, 2, 3`,
    },
    {
      title: 'place x age',
      governed: { ...question, grain: [], groupBy: ['MUNICIPALITY', 'AGE_BAND'] },
      ungoverned: `SELECT place, age, ${counted} FROM ${members} GROUP BY 1, 2`,
      withFamilies: `SELECT place, age, ${counted}, count(DISTINCT family) FROM ${members} GROUP BY 1, 2`,
    },
    {
      title: 'category, six of 24 months (added up per family again)',
      governed: {
        ...question,
        grain: ['PRODUCT_CATEGORY'],
        regroupedFrom: ['MONTH', 'PRODUCT_CATEGORY'],
        groupBy: ['PRODUCT_CATEGORY'],
        keep: { MONTH: half },
      },
      ungoverned: `SELECT category, ${counted} FROM tuned_purchases WHERE month >= ${since} GROUP BY 1`,
      withFamilies: `SELECT category, ${counted}, count(DISTINCT family) FROM ${members} WHERE month >= ${since} GROUP BY 1`,
    },
  ];
}
