import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Resolver, Root, type ClassType } from 'type-graphql';
import { NorenError } from '../../errors.js';
import { Public } from '../../../directives/public.js';
import { Statistic } from '../../../directives/statistic.js';
import { categoriesRevealed } from '../../statistics/categoriesRevealed.js';
import type { MeasureName } from '../../statistics/measures.js';
import type { RequestContext } from '../context.js';
import { pathOf } from './pathOf.js';
import { selectedMeasures } from './selectedMeasures.js';
import { Statistics } from './Statistics.js';
import { isRefused } from './statisticRight.js';
import { TopicAnswer } from './topicAnswer.js';
import type { TopicForm } from './topicForms.js';
import { topicGround, topicPurchase, type TopicArguments } from './topicPurchase.js';
import type { TopicTypes } from './topicTypes.js';

/** The field of a topic below `statistics`, and the quote below its answer. */
export function topicResolvers(form: TopicForm, types: TopicTypes): readonly ClassType[] {
  // The method has the name of its field: type-graphql finds a resolver of a type by the name of its method.
  @Resolver(() => Statistics)
  class TopicResolver {
    @Statistic()
    @FieldResolver(() => types.statistic, {
      nullable: true,
      description: `${form.description} Null with a reason for a caller whom the policy gives no aggregate of what the question reveals.`,
    })
    async [form.field](
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
      @Args(() => types.args) asked: TopicArguments,
    ): Promise<TopicAnswer | null> {
      const ground = await topicGround(context, form);
      const selected = selectedMeasures(form, info);
      const measures = selected.cells ? selected.measures : selected.widths;
      const { question } = topicPurchase(context, ground, asked, measures);
      const path = pathOf(info);
      const categories = categoriesRevealed(question, ground.model, ground.settings);
      if (isRefused(context, categories, { path, coordinate: `Statistics.${form.field}` })) return null;
      return new TopicAnswer(context, ground, asked, selected, path).ready();
    }
  }

  @ArgsType()
  class QuoteArguments {
    @Public()
    @Field(() => [types.measureEnum], {
      nullable: true,
      description: 'What would be bought; absent: the measures selected below `cells`, else below `halfWidth95`.',
    })
    measures?: MeasureName[];

    @Public()
    @Field(() => Int, {
      defaultValue: 100,
      description: 'How many families are in the cell that the half-widths of averages and shares are told for.',
    })
    families!: number;
  }

  @Resolver(() => types.statistic)
  class QuoteResolver {
    @Statistic()
    @FieldResolver(() => types.quote)
    quote(@Root() answer: TopicAnswer, @Args(() => QuoteArguments) { measures, families }: QuoteArguments) {
      if (families < 1) {
        throw new NorenError('BAD_INPUT', `quote(families:) is ${families}. Name a size of at least 1 family.`);
      }
      return answer.quoteOf(measures ?? null, families);
    }
  }

  return [TopicResolver, QuoteResolver];
}
