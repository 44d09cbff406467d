import type { ExactCell } from '../../src/statistics/factStore.js';
import type { StatisticModel } from '../../src/statistics/model/statisticModel.js';
import { createSubjectEffects } from '../../src/analysis/subjectEffects.js';
import { excess, manyQuestions, shown } from './storeQuestions.js';
import { keyOf, type StoreWorld, type WorldFamily } from './storeWorld.js';
import { testModel } from './testModel.js';

type Answers = readonly (readonly ExactCell[])[];

const model: StatisticModel = testModel();
const QUESTIONS = manyQuestions(model);

/** Families of a world with one family more or less (Re:cord-play): the neighbour is `one` at a place of its own. */
export interface Neighbours {
  readonly families: readonly WorldFamily[];
  readonly one: WorldFamily;
}

/**
 * What goes wrong between two worlds that differ by one family, through real sources, a real refresh and real statements; empty: the
 * store keeps its word. Each line begins with the name of the rule that is broken.
 */
export async function violations(world: StoreWorld, { families, one }: Neighbours): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  await world.fill(families);
  const first = await world.refresh({ full: true });
  const without = await ask(world, first.snapshot);
  await world.fill([...families, one]);
  const second = await world.refresh();
  const withOne = await ask(world, second.snapshot);
  for (const [index, question] of QUESTIONS.entries()) {
    for (const each of excess(question, without.answers[index] ?? [], withOne.answers[index] ?? []))
      found.add(`${each} in ${shown(question)}`);
  }
  if (JSON.stringify(without.statements) !== JSON.stringify(withOne.statements)) found.add('STATEMENTS');
  if (!participates(one)) compare(found, 'PARTICIPANTS', without.answers, withOne.answers);
  compare(found, 'SNAPSHOT', without.answers, (await ask(world, first.snapshot)).answers);
  await stop(world, families.length, one);
  compare(found, 'STOPPED', without.answers, (await ask(world, second.snapshot)).answers);
  await world.governancePool.query('DELETE FROM analysis_effects');
  const third = await world.refresh({ full: true });
  compare(found, 'REBUILD', withOne.answers, (await ask(world, third.snapshot)).answers);
  return found;
}

const participates = ({ children }: WorldFamily): boolean =>
  children.some(({ left, died }) => (left ?? null) === null && (died ?? null) === null);

/** One of the people of the family is stopped, in a transaction of the registers. */
async function stop({ governancePool }: StoreWorld, index: number, { guardians }: WorldFamily): Promise<void> {
  const effects = createSubjectEffects(Buffer.alloc(32, 7));
  const kind = guardians.some(({ left, died }) => (left ?? null) === null && (died ?? null) === null)
    ? 'GUARDIAN'
    : 'CHILD_PARTICIPANT';
  const people = kind === 'GUARDIAN' ? guardians.length : 3;
  const transaction = {
    execute: async (sql: string, values: readonly unknown[]) => {
      const numbered = [...sql].reduce<[string, number]>(
        ([text, count], letter) => (letter === '?' ? [`${text}$${count + 1}`, count + 1] : [text + letter, count]),
        ['', 0],
      );
      return governancePool.query(numbered[0], [...values]);
    },
  };
  for (let slot = 0; slot < people; slot += 1)
    await effects.closed(transaction, { kind, reference: keyOf(index, slot) }, true);
}

interface Asked {
  readonly answers: Answers;
  readonly statements: readonly string[];
}

/** Every question on one snapshot. */
export async function ask(
  { store, statements }: Pick<StoreWorld, 'store' | 'statements'>,
  snapshot: string,
): Promise<Asked> {
  const answers: (readonly ExactCell[])[] = [];
  statements.length = 0;
  for (const { question } of QUESTIONS) answers.push(sorted(await store.sums({ ...question, snapshot })));
  return { answers, statements: [...statements] };
}

const sorted = (cells: readonly ExactCell[]): readonly ExactCell[] =>
  cells.toSorted((a, b) => (JSON.stringify(a.by) < JSON.stringify(b.by) ? -1 : 1));

const text = (answer: unknown): string =>
  JSON.stringify(answer, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

function compare(found: Set<string>, name: string, expected: Answers, got: Answers): void {
  for (const [index, question] of QUESTIONS.entries())
    if (text(expected[index]) !== text(got[index])) found.add(`${name} in ${shown(question)}`);
}
