import type { SchemaLabels } from '../../../directives/schemaLabels.js';
import { NorenError } from '../../errors.js';
import { sumsOf } from '../../statistics/measures.js';
import type { StatisticModel, Topic } from '../../statistics/model/statisticModel.js';
import { dimensionsOf } from '../../statistics/question.js';
import { TOPIC_FORMS, type TopicForm } from './topicForms.js';

/**
 * Refuses a schema whose labels and a policy whose model do not say the same: every dimension and sum of the model can be asked, and nothing
 * else can. What is read are the labels that are served, not the code that made them.
 * @throws NorenError BAD_SCHEMA that names each difference
 */
export function proveStatistics(labels: SchemaLabels, model: StatisticModel): void {
  const faults = TOPIC_FORMS.flatMap((form) => faultsOf(form, labels, model.topics[form.topic]));
  const topics = TOPIC_FORMS.map(({ topic }) => topic);
  const missing = Object.values(model.topics).filter(({ name }) => !topics.includes(name));
  const all = [...faults, ...missing.map(({ name }) => `the topic ${name} of the policy is not in the schema`)];
  if (all.length === 0) return;
  throw new NorenError(
    'BAD_SCHEMA',
    `Statistics of schema and policy differ:\n${all.map((fault) => `  ${fault}`).join('\n')}`,
    {
      violations: all,
    },
  );
}

function faultsOf({ noun, field }: TopicForm, labels: SchemaLabels, topic: Topic): readonly string[] {
  const known: readonly string[] = dimensionsOf(topic);
  const sums: readonly string[] = ['FAMILIES', ...topic.sums];
  const cell = statisticLabels(labels.fields[`${noun}Cell`]);
  const measures = cell.flatMap(({ measure }) => measure ?? []);
  const measured: readonly string[] = measures.flatMap(sumsOf);
  const places: readonly (readonly [string, readonly string[]])[] = [
    [`${noun}CellKey`, statisticLabels(labels.fields[`${noun}CellKey`]).flatMap(({ dimension }) => dimension ?? [])],
    [`${noun}Dimension`, inputDimensions(labels, `${noun}Dimension.`)],
    [`${noun}StatisticFilter`, inputDimensions(labels, `${noun}StatisticFilter.`)],
  ];
  return [
    ...places.flatMap(([type, said]) => differences(type, said, known, `statistics.${field}`)),
    ...differences(`${noun}Cell`, [...new Set(measured)], sums, `statistics.${field}`),
  ];
}

function differences(
  type: string,
  said: readonly string[],
  known: readonly string[],
  where: string,
): readonly string[] {
  return [
    ...known
      .filter((name) => !said.includes(name))
      .map((name) => `${type} lacks ${name}, which the policy has in ${where}`),
    ...said
      .filter((name) => !known.includes(name))
      .map((name) => `${type} has ${name}, which the policy lacks in ${where}`),
  ];
}

function statisticLabels(fields: SchemaLabels['fields'][string] | undefined) {
  return Object.values(fields ?? {}).filter((label) => label.kind === 'STATISTIC');
}

function inputDimensions(labels: SchemaLabels, prefix: string): readonly string[] {
  return Object.entries(labels.inputs).flatMap(([coordinate, label]) =>
    coordinate.startsWith(prefix) && label.kind === 'STATISTIC' ? (label.dimension ?? []) : [],
  );
}
