import type { Pool } from 'pg';
import { AnalysisStore } from '../../src/analysis/analysisStore.js';
import { createSubjectEffects } from '../../src/analysis/subjectEffects.js';
import type { StatisticModel } from '../../src/statistics/model/statisticModel.js';
import { median, short, table } from '../harness/numbers.js';
import type { OverHttp } from './overHttp.js';
import { governed, scaleQuestions, type ScaleQuestion } from './questions.js';

const STOPPED = 100;
const WAYS = ['source', 'tuned', 'families', 'store', 'stopped', 'fresh', 'stored'] as const;
type Way = (typeof WAYS)[number];

export interface QuestionGround {
  /** Ungoverned. */
  readonly coop: Pool;
  /** As the gateway has it. */
  readonly governance: Pool;
  readonly pseudonymKey: Buffer;
  readonly model: StatisticModel;
  readonly http: OverHttp;
}

/** Each question in all hands, in turns; ratios are formed within a round. */
export async function questionCosts(ground: QuestionGround, rounds: number): Promise<string> {
  const lines: [ScaleQuestion, Record<Way, number[]>][] = [];
  for (const question of scaleQuestions(ground.model.dimensions.MONTH.values.map(({ code }) => code))) {
    const times = Object.fromEntries(WAYS.map((way) => [way, [] as number[]])) as Record<Way, number[]>;
    // Round 0 only warms up.
    for (let round = 0; round <= rounds; round += 1)
      for (const [way, milliseconds] of await oneRound(question, ground, round))
        if (round > 0) times[way].push(milliseconds);
    lines.push([question, times]);
  }
  return report(lines);
}

async function oneRound(
  question: ScaleQuestion,
  ground: QuestionGround,
  round: number,
): Promise<readonly [Way, number][]> {
  const { coop, governance, model, http } = ground;
  const store = new AnalysisStore({ pool: governance });
  const { id: snapshot } = await store.currentSnapshot();
  const { grain, ...asked } = governed(question, model);
  const sums = () =>
    store.sums({ ...asked, grain: grain.by, regroupedFrom: grain.regroupedFrom, clamp: grain.clamp, snapshot });
  const measured: [Way, number][] = [
    ['source', await milliseconds(() => coop.query(question.source))],
    ['tuned', await milliseconds(() => coop.query(question.tuned))],
    ['families', await milliseconds(() => coop.query(question.families))],
    ['store', await milliseconds(sums)],
    ['fresh', await http.fresh(question, round)],
    ['stored', await http.stored(question, round)],
  ];
  await stop(ground, true);
  measured.push(['stopped', await milliseconds(sums)]);
  await stop(ground, false);
  return measured;
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Guardians whose use is stopped since the refresh; the keys of the demo's guardians are small numbers. */
async function stop({ governance, pseudonymKey }: QuestionGround, closed: boolean): Promise<void> {
  const effects = createSubjectEffects(pseudonymKey);
  const execute = async (sql: string, values: readonly unknown[]) => {
    let value = 0;
    return governance.query(
      sql.replaceAll('?', () => `$${(value += 1)}`),
      [...values],
    );
  };
  for (let index = 1; index <= STOPPED; index += 1)
    await effects.closed({ execute }, { kind: 'GUARDIAN', reference: index * 7 }, closed);
}

function report(lines: readonly (readonly [ScaleQuestion, Readonly<Record<Way, readonly number[]>>])[]): string {
  const absolute = lines.map(([{ title }, times]) => [title, ...WAYS.map((way) => short(median(times[way])))]);
  const ratio = (part: readonly number[], whole: readonly number[]) =>
    short(median(part.map((value, index) => value / (whole[index] ?? Number.NaN))));
  const ratios = lines.map(([{ title }, { source, tuned, families, store, stopped, fresh, stored }]) => [
    title,
    ratio(fresh, source),
    ratio(fresh, families),
    ratio(fresh, tuned),
    ratio(stored, source),
    ratio(store, tuned),
    ratio(stopped, tuned),
  ]);
  return [
    table(
      [
        'question',
        'source tables, ms',
        'tuned, ms',
        'tuned with families, ms',
        'store, ms',
        `store with ${STOPPED} stopped, ms`,
        'fresh over HTTP, ms',
        'stored over HTTP, ms',
      ],
      absolute,
    ),
    table(
      [
        'question',
        'fresh : source tables',
        'fresh : tuned with families',
        'fresh : tuned',
        'stored : source tables',
        'store : tuned',
        `store with ${STOPPED} stopped : tuned`,
      ],
      ratios,
    ),
  ].join('\n\n');
}
