import { NorenError } from '../../errors.js';
import { askedText } from '../../statistics/askedText.js';
import type { SnapshotInfo } from '../../statistics/factStore.js';
import { sourcesOf } from '../../statistics/categoriesRevealed.js';
import { partsOf, type MeasureName } from '../../statistics/measures.js';
import { DIMENSION_NAMES, type StatisticModel } from '../../statistics/model/statisticModel.js';
import { canonicalQuestion, type AskedQuestion } from '../../statistics/question.js';
import type { StatisticSettings } from '../../statistics/settings.js';
import type { StatisticPurchase } from '../../statistics/statisticPurchase.js';
import type { RequestContext } from '../context.js';
import { requestPurchase } from './purchaseContext.js';
import { statisticSettings } from './statisticsDesk.js';
import { fieldName, type TopicForm } from './topicForms.js';

/** Values to keep, or a span of a period, by field of the filter. */
type FilterInput = Readonly<
  Record<string, readonly string[] | { readonly from?: string; readonly to?: string } | null | undefined>
>;

export interface TopicArguments {
  readonly groupBy: readonly string[];
  readonly where?: FilterInput | null;
  readonly consistentWith?: string | null;
}

/** What a question of one topic is judged by: the snapshot, and the policy's model on its day. */
export interface TopicGround {
  readonly form: TopicForm;
  readonly snapshot: SnapshotInfo | null;
  readonly model: StatisticModel;
  readonly settings: StatisticSettings;
}

export async function topicGround(context: RequestContext, form: TopicForm): Promise<TopicGround> {
  const { ports, modelOn } = context.environment.statistics;
  const snapshot = await ports.store.currentSnapshot().catch(absent);
  const model = modelOn(context.policy, snapshot?.takenOn ?? context.today);
  return { form, snapshot, model, settings: statisticSettings(context.policy, context.recipientClasses) };
}

function absent(error: unknown): null {
  if (error instanceof NorenError && error.code === 'STATISTIC_UNAVAILABLE') return null;
  throw error;
}

/** @throws NorenError BAD_INPUT: the question can't be asked so; nothing is charged */
export function topicPurchase(
  context: RequestContext,
  { form, snapshot, model, settings }: TopicGround,
  asked: TopicArguments,
  measures: readonly MeasureName[],
): StatisticPurchase {
  const said = askedQuestion(form, asked, measures);
  const question = canonicalQuestion(said, { model, maxCells: settings.maxCells });
  const { retryKey, ...purchase } = requestPurchase(context, sourcesOf(question, model));
  const retry = retryKey === null ? null : { key: retryKey, question: askedText(said) };
  return { ...purchase, question, model, snapshot, retry };
}

function askedQuestion(
  { topic }: TopicForm,
  { groupBy, where }: TopicArguments,
  measures: readonly MeasureName[],
): AskedQuestion {
  const kept = DIMENSION_NAMES.map((name) => [name, where?.[fieldName(name)] ?? null] as const);
  return { topic, groupBy, where: Object.fromEntries(kept), ...partsOf(measures) };
}
