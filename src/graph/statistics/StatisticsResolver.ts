import type { GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Info,
  InputType,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Statistic, statisticUse } from '../../../directives/statistic.js';
import { budgetPeriod } from '../../statistics/accounting/period.js';
import type { FamilyPurchase } from '../../statistics/buyFamilies.js';
import { canonicalQuestion, categoriesRevealed } from '../../statistics/question.js';
import type { RequestContext } from '../context.js';
import { selectedFields } from '../plan/selectedFields.js';
import { enumObject } from '../types/enums.js';
import { FamilyStatistic } from './FamilyStatistic.js';
import { FamilyStatisticAnswer } from './familyStatisticAnswer.js';
import { statisticSettings } from './statisticsDesk.js';
import { missingStatisticRight, statisticEntry } from './statisticRight.js';

const DIMENSIONS = ['MUNICIPALITY', 'AGE_BAND'] as const;
type FamilyDimension = (typeof DIMENSIONS)[number];
const FamilyDimensionEnum = enumObject(DIMENSIONS);
registerEnumType(FamilyDimensionEnum, { name: 'FamilyDimension', description: 'What families may be grouped by.' });

/** Labels of the enum's values, for `labelSchema`. */
export const FAMILY_DIMENSION_LABELS: Readonly<Record<FamilyDimension, string>> = {
  MUNICIPALITY: statisticUse({ dimension: 'MUNICIPALITY' }),
  AGE_BAND: statisticUse({ dimension: 'AGE_BAND' }),
};

@Public()
@InputType({ description: 'Values of the public domain to keep; absent: all.' })
export class FamilyStatisticFilter {
  @Field(() => [String], { nullable: true, description: 'JIS codes, or OTHER.' })
  municipality?: string[];

  @Field(() => [String], { nullable: true, description: 'e.g. 6-8.' })
  ageBand?: string[];
}

/** A class, because type-graphql drops the directives of single arguments of a field resolver. */
@ArgsType()
export class FamilyStatisticArguments {
  @Public()
  @Field(() => [FamilyDimensionEnum], { defaultValue: [] })
  groupBy!: FamilyDimension[];

  @Public()
  @Field(() => FamilyStatisticFilter, { nullable: true })
  where?: FamilyStatisticFilter;
}

@Public()
@ObjectType({ description: 'Numbers about many, with their uncertainty and their price.' })
export class Statistics {
  readonly families?: FamilyStatistic;
}

@Resolver(() => Statistics)
export class StatisticsResolver {
  @Public()
  @Query(() => Statistics)
  statistics(): Statistics {
    return {};
  }

  @Statistic()
  @FieldResolver(() => FamilyStatistic, {
    nullable: true,
    description:
      'Participating families. Null with a reason for a caller whom the policy gives no aggregate of these categories.',
  })
  families(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => FamilyStatisticArguments) { groupBy, where }: FamilyStatisticArguments,
  ): FamilyStatisticAnswer | null {
    const { policy } = context;
    const settings = statisticSettings(policy);
    const asked = { groupBy, where: { MUNICIPALITY: where?.municipality ?? null, AGE_BAND: where?.ageBand ?? null } };
    const question = canonicalQuestion(asked, settings);
    const path = pathOf(info);
    const categories = categoriesRevealed(question);
    const missing = missingStatisticRight(context, categories, path);
    if (missing !== null) {
      context.report(missing);
      return null;
    }
    for (const category of categories) context.report(statisticEntry(context, category, path));
    const purchase: FamilyPurchase = {
      question,
      settings,
      policy: { version: policy.version, hash: policy.hash },
      account: {
        recipient: context.caller.organisation,
        purpose: context.purpose ?? '',
        period: budgetPeriod(context.today, policy.statistics.budgets.period),
        sources: ['club'],
        trail: context.trail,
      },
      retryKey: context.idempotencyKey,
    };
    return new FamilyStatisticAnswer(context, purchase, path, isBought(info));
  }
}

/** Response keys from the root to this field. */
function pathOf(info: GraphQLResolveInfo): string {
  const keys: (string | number)[] = [];
  for (let path: GraphQLResolveInfo['path'] | undefined = info.path; path !== undefined; path = path.prev)
    keys.unshift(path.key);
  return keys.join('.');
}

/** What is selected is what is bought: only the cells have a price. */
function isBought(info: GraphQLResolveInfo): boolean {
  const document = { schema: info.schema, fragments: info.fragments, variables: info.variableValues };
  const type = info.schema.getType('FamilyStatistic') as GraphQLObjectType;
  const selections = info.fieldNodes.flatMap((node) => node.selectionSet ?? []);
  return [...selectedFields(document, type, selections).values()].some(([node]) => node?.name.value === 'cells');
}
