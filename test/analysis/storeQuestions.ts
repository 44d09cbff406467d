import type { ExactCell, FactQuestion } from '../../src/statistics/factStore.js';
import {
  ATTRIBUTES,
  type DimensionName,
  type FactDimensionName,
  type Grain,
  type StatisticModel,
  type SumName,
  type Topic,
} from '../../src/statistics/model/statisticModel.js';

/** A question and what one family may move in its answer. */
export interface BoundedQuestion {
  readonly question: Omit<FactQuestion, 'snapshot'>;
  /** Most cells of the answer that one family is in. */
  readonly cells: number;
}

const isFact = (name: DimensionName): name is FactDimensionName => !(ATTRIBUTES as readonly string[]).includes(name);

interface Asked {
  readonly topic: Topic;
  readonly grain: Grain;
  readonly finer?: Grain;
  readonly groupBy: readonly DimensionName[];
  readonly keep: FactQuestion['keep'];
}

/** The bound is a closed form of question and policy: the fewer of the cells kept a family, and of the values a question asks for. */
export function bounded(model: StatisticModel, { topic, grain, finer, groupBy, keep }: Asked): BoundedQuestion {
  const asked = groupBy
    .filter(isFact)
    .reduce((cells, name) => cells * (keep[name] ?? model.dimensions[name].values).length, 1);
  const sums: readonly SumName[] = ['FAMILIES', 'CONSENTING', ...(Object.keys(grain.clamp) as SumName[])];
  return {
    question: {
      topic: topic.name,
      grain: grain.by,
      regroupedFrom: finer?.by ?? null,
      clamp: grain.clamp,
      groupBy,
      keep,
      sums,
    },
    cells: Math.min(asked, (finer ?? grain).cells ?? asked),
  };
}

/** Every grain, alone and with each attribute; with filters; and every coarser grain made from each finer one. */
export function manyQuestions(model: StatisticModel): readonly BoundedQuestion[] {
  return Object.values(model.topics).flatMap((topic) =>
    topic.grains.flatMap((grain, index) => {
      const attribute = ATTRIBUTES[index % ATTRIBUTES.length] ?? 'REGION';
      const place = { MUNICIPALITY: ['04101', '04104', 'OTHER'] };
      return [
        bounded(model, { topic, grain, groupBy: grain.by, keep: {} }),
        bounded(model, { topic, grain, groupBy: [attribute, ...grain.by], keep: {} }),
        bounded(model, { topic, grain, groupBy: [...ATTRIBUTES, ...grain.by], keep: {} }),
        bounded(model, { topic, grain, groupBy: grain.by, keep: place }),
        ...topic.grains
          .filter((finer) => isFiner(finer, grain))
          .map((finer) => regrouped(model, { topic, grain, finer })),
      ];
    }),
  );
}

function isFiner(finer: Grain, { by }: Grain): boolean {
  return finer.by.length === by.length + 1 && by.every((name) => finer.by.includes(name));
}

function regrouped(model: StatisticModel, { topic, grain, finer }: Required<Pick<Asked, 'topic' | 'grain' | 'finer'>>) {
  const [extra] = finer.by.filter((name) => !grain.by.includes(name));
  const values = extra === undefined ? [] : model.dimensions[extra].values.map(({ code }) => code);
  // Without the first, so that it is a real filter, and more than one, so that it is not answered by a single value.
  const keep = extra === undefined ? {} : { [extra]: values.slice(1) };
  return bounded(model, { topic, grain, finer, groupBy: ['REGION', ...grain.by], keep });
}

export const shown = ({ question }: BoundedQuestion): string =>
  [
    question.topic,
    ...question.groupBy,
    ...(question.regroupedFrom === null ? [] : ['from', ...question.regroupedFrom]),
  ].join(' ');

/** Where two answers differ by more than one family may move: in a cell, in the number of cells, or in length. */
export function excess(
  { question, cells }: BoundedQuestion,
  before: readonly ExactCell[],
  after: readonly ExactCell[],
): readonly string[] {
  return question.sums.flatMap((sum) => {
    const clamp = BigInt(sum === 'FAMILIES' || sum === 'CONSENTING' ? 1 : (question.clamp[sum] ?? 0));
    const moved = differences(sum, before, after);
    const squares = moved.reduce((total, difference) => total + difference * difference, 0n);
    const name = `${question.topic}.${sum}`;
    return [
      ...(moved.some((difference) => difference > clamp || difference < -clamp) ? [`CLAMP ${name}`] : []),
      ...(moved.length > cells ? [`CELLS ${name}`] : []),
      ...(squares > clamp * clamp * BigInt(cells) ? [`LENGTH ${name}`] : []),
    ];
  });
}

function differences(sum: SumName, before: readonly ExactCell[], after: readonly ExactCell[]): readonly bigint[] {
  const moved = new Map<string, bigint>();
  for (const [cells, sign] of [
    [before, -1n],
    [after, 1n],
  ] as const)
    for (const { by, sums } of cells) {
      const key = JSON.stringify(by);
      moved.set(key, (moved.get(key) ?? 0n) + sign * (sums[sum] ?? 0n));
    }
  return [...moved.values()].filter((difference) => difference !== 0n);
}
