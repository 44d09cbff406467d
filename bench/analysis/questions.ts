import { canonicalQuestion, type AskedQuestion, type CanonicalQuestion } from '../../src/statistics/question.js';
import type { StatisticModel } from '../../src/statistics/model/statisticModel.js';

/** The same question in four hands. */
export interface ScaleQuestion {
  readonly title: string;
  /** As the gateway is asked it, all of the domain kept that `where` does not restrict. */
  readonly asked: AskedQuestion;
  /** A dimension that is grouped by: one value of it is left out in each round, so that no two rounds ask the same. */
  readonly varied: 'AGE_BAND' | 'PRODUCT_CATEGORY';
  /** Over the tables of the co-op as they are. */
  readonly source: string;
  /** Over the tuned tables, without the number of families. */
  readonly tuned: string;
  /** Over the tuned tables, with it: added up per family first, which is faster than count(DISTINCT). */
  readonly families: string;
}

const sums = ['PURCHASES', 'AMOUNT'] as const;

export function governed({ asked }: ScaleQuestion, model: StatisticModel): CanonicalQuestion {
  return canonicalQuestion(asked, { model, maxCells: 1e6 });
}

interface Draft extends Pick<ScaleQuestion, 'title' | 'varied'> {
  readonly groupBy: AskedQuestion['groupBy'];
  readonly where?: AskedQuestion['where'];
  /** Columns of the tuned tables. */
  readonly by: readonly ('category' | 'month' | 'place' | 'age')[];
  /** First month kept, YYYY-MM. */
  readonly since: string;
}

export function scaleQuestions(months: readonly string[]): readonly ScaleQuestion[] {
  const since = months[0] ?? '';
  const [recent = '', last = ''] = [months.at(-6), months.at(-1)];
  const varied = 'PRODUCT_CATEGORY';
  const drafts: readonly Draft[] = [
    { title: 'category x month', varied, groupBy: ['MONTH', varied], by: ['category', 'month'], since },
    {
      title: 'place x age x category',
      varied,
      groupBy: ['MUNICIPALITY', 'AGE_BAND', varied],
      by: ['place', 'age', 'category'],
      since,
    },
    { title: 'place x age', varied: 'AGE_BAND', groupBy: ['MUNICIPALITY', 'AGE_BAND'], by: ['place', 'age'], since },
    {
      title: 'category, six months added up',
      varied,
      groupBy: [varied],
      where: { MONTH: { from: recent, to: last } },
      by: ['category'],
      since: recent,
    },
  ];
  return drafts.map((draft) => inFourHands(draft, months));
}

function inFourHands({ title, varied, groupBy, where, by, since }: Draft, months: readonly string[]): ScaleQuestion {
  const cells = by.join(', ');
  const number = Number(since.slice(0, 4)) * 12 + Number(since.slice(5));
  const joined = 'tuned_purchases JOIN family_members USING (member_id)';
  const kept = since === months[0] ? '' : `WHERE month >= ${number}`;
  const sourceColumns = {
    category: 'g.category_id',
    month: "date_trunc('month', p.purchased_on)",
    place: 'f.place',
    age: 'f.age',
  };
  const positions = by.map((_, index) => index + 1).join(', ');
  return {
    title,
    varied,
    asked: { topic: 'PURCHASES', groupBy, where, sums },
    source: `SELECT ${by.map((column) => sourceColumns[column]).join(', ')}, count(*), sum(p.amount), count(DISTINCT f.family)
      FROM purchases p JOIN products g ON g.id = p.product_id JOIN family_members f ON f.member_id = p.member_id
      WHERE p.purchased_on >= '${since}-01' AND p.purchased_on < date '${months.at(-1) ?? ''}-01' + interval '1 month' GROUP BY ${positions}`,
    tuned: `SELECT ${cells}, count(*), sum(amount) FROM ${/place|age/.test(cells) ? joined : 'tuned_purchases'} ${kept} GROUP BY ${positions}`,
    families: `SELECT ${cells}, sum(bought), sum(spent), count(*) FROM (
      SELECT ${cells}, family, count(*) AS bought, sum(amount) AS spent FROM ${joined} ${kept} GROUP BY ${cells}, family) AS each GROUP BY ${positions}`,
  };
}
