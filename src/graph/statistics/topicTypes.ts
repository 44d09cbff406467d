import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType, type ClassType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Statistic, statisticUse } from '../../../directives/statistic.js';
import { PERIODS, type DimensionName } from '../../statistics/model/statisticModel.js';
import { enumObject } from '../types/enums.js';
import { NoisyNumber, PeriodFilter, StatisticRelease, StatisticSpent, StatisticValue } from './statisticTypes.js';
import { fieldName, type TopicForm } from './topicForms.js';

type TypeFunction = () => never;

/** What one topic publishes. */
export interface TopicTypes {
  readonly statistic: ClassType;
  readonly quote: ClassType;
  readonly args: ClassType;
  readonly measureEnum: object;
  /** Labels of its enums, for `labelSchema`. */
  readonly enumLabels: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const isSpan = (name: DimensionName): boolean => PERIODS.includes(name);

/** Makes the published classes of a topic out of its form, so that names, labels and the proof say the same. */
export function topicTypes(form: TopicForm): TopicTypes {
  const { noun, dimensions, measures } = form;
  const dimensionEnum = enumObject(dimensions);
  const measureEnum = enumObject(measures);
  registerEnumType(dimensionEnum, { name: `${noun}Dimension`, description: 'What may be grouped by.' });
  registerEnumType(measureEnum, { name: `${noun}Measure`, description: 'What may be bought.' });
  const cell = cellType(form);
  const quote = quoteType(form);
  return {
    quote,
    statistic: statisticType(form, cell),
    args: argumentsType(form, dimensionEnum),
    measureEnum,
    enumLabels: {
      [`${noun}Dimension`]: labelsOf(dimensions, (dimension) => statisticUse({ dimension })),
      [`${noun}Measure`]: labelsOf(measures, (measure) => statisticUse({ measure })),
    },
  };
}

function labelsOf<T extends string>(names: readonly T[], use: (name: T) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, use(name)]));
}

interface FieldOptions {
  readonly type: object;
  readonly nullable?: boolean;
  readonly description?: string;
  readonly label?: ReturnType<typeof Statistic>;
}

function object(name: string, description: string, fields: Readonly<Record<string, FieldOptions>>): ClassType {
  class Made {}
  ObjectType(name, { description, simpleResolvers: true })(Made);
  for (const [field, { type, label = Statistic(), ...options }] of Object.entries(fields)) {
    Field((() => type) as TypeFunction, options)(Made.prototype, field);
    label(Made.prototype, field);
  }
  return Made;
}

function cellType({ noun, dimensions, measures }: TopicForm): ClassType {
  const key = object(
    `${noun}CellKey`,
    'Where a cell lies in the dimensions that were grouped by; null for the others.',
    Object.fromEntries(
      dimensions.map((dimension) => [
        fieldName(dimension),
        { type: StatisticValue, nullable: true, label: Statistic({ dimension }) },
      ]),
    ),
  );
  return object(`${noun}Cell`, 'A combination of values. The measures that are selected are bought.', {
    by: { type: key },
    ...Object.fromEntries(
      measures.map((measure) => [fieldName(measure), { type: NoisyNumber, label: Statistic({ measure }) }]),
    ),
  });
}

function quoteType(form: TopicForm): ClassType {
  const halfWidths = object(
    `${form.noun}HalfWidths`,
    'Half of the width of the interval of each number, in yen for amounts; of averages and shares in a cell of `families` families that each have half of what counts at most; of quantiles the number of families by which the rank may be off. null: not asked.',
    Object.fromEntries(
      form.measures.map((measure) => [
        fieldName(measure),
        { type: Float, nullable: true, label: Statistic({ measure }) },
      ]),
    ),
  );
  return object(
    `${form.noun}Quote`,
    'The price, from the question and the policy alone; asking for it costs nothing.',
    {
      rho: {
        type: Float,
        description: 'rho of zero-concentrated differential privacy; the charge is the same to the last digit.',
      },
      epsilon: { type: Float, description: 'epsilon at delta, rounded up.' },
      delta: { type: Float },
      cells: { type: Int },
      remainingAfter: {
        type: Float,
        nullable: true,
        description:
          'rho that the account would hold after the purchase; null: not enough, or (in the sandbox) without limit.',
      },
      halfWidth95: { type: halfWidths },
      warning: {
        type: String,
        nullable: true,
        description: 'Where the question is too fine for its price: what to expect.',
      },
      alreadyReleased: { type: Boolean, description: 'This recipient can have it again at no cost.' },
    },
  );
}

function statisticType({ noun, description }: TopicForm, cell: ClassType): ClassType {
  const bought = 'Selecting it buys the selected measures at the quoted price, unless they were released already.';
  return object(`${noun}Statistic`, `${description} The unit of privacy is the family.`, {
    cells: {
      type: [cell],
      nullable: true,
      description: `Every cell of the public domain, in its order. ${bought} Null with a reason when the budget does not suffice.`,
    },
    parents: {
      type: [cell],
      nullable: true,
      description: 'Cells of `consistentWith`, which the cells add up to; null where none is named.',
    },
    spent: {
      type: StatisticSpent,
      nullable: true,
      description: 'What the cells cost; null where none were bought or stored.',
    },
    release: { type: StatisticRelease, nullable: true },
  });
}

/** A class, because type-graphql drops the directives of single arguments of a field resolver. */
function argumentsType({ noun, dimensions }: TopicForm, dimensionEnum: object): ClassType {
  class Filter {}
  InputType(`${noun}StatisticFilter`, { description: 'Values of the public domain to keep; absent: all.' })(Filter);
  for (const dimension of dimensions) {
    const type = isSpan(dimension) ? PeriodFilter : [String];
    Field((() => type) as TypeFunction, { nullable: true })(Filter.prototype, fieldName(dimension));
    Statistic({ dimension })(Filter.prototype, fieldName(dimension));
  }
  class Arguments {}
  ArgsType()(Arguments);
  const fields = {
    groupBy: { type: [dimensionEnum], options: { defaultValue: [] } },
    where: { type: Filter, options: { nullable: true } },
    consistentWith: {
      type: ID,
      options: {
        nullable: true,
        description:
          'A release that you have, of the same question with fewer dimensions: sums are adjusted to add up to it where none of them is suppressed, and averages follow, at no cost. Quantiles stay as released.',
      },
    },
  };
  for (const [name, { type, options }] of Object.entries(fields)) {
    Field((() => type) as TypeFunction, options)(Arguments.prototype, name);
    Public()(Arguments.prototype, name);
  }
  return Arguments;
}
