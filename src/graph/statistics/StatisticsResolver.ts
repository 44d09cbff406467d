import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Statistic } from '../../../directives/statistic.js';
import { categoriesRevealed } from '../../statistics/categoriesRevealed.js';
import { presentReach } from '../../statistics/buyReach.js';
import { present } from '../../statistics/present.js';
import { readReach, type ReachRelease } from '../../statistics/reachRelease.js';
import { readRelease } from '../../statistics/statisticRelease.js';
import type { RequestContext } from '../context.js';
import { leastFamilies } from '../rows/leastFamilies.js';
import { pathOf } from './pathOf.js';
import { proposedAudience } from './proposedAudience.js';
import { PublishedReach } from './publishedReach.js';
import { PublishedRelease } from './publishedRelease.js';
import { Statistics } from './Statistics.js';
import { isRefused } from './statisticRight.js';
import { statisticSettings } from './statisticsDesk.js';
import { DocumentFormatEnum, ReleasedCell, StatisticDocument, StatisticRelease } from './statisticTypes.js';

/** Classes, because type-graphql drops the directives of single arguments of a field resolver. */
@ArgsType()
export class ReleaseArguments {
  @Public()
  @Field(() => ID)
  id!: string;
}

@ArgsType()
export class DocumentArguments {
  @Public()
  @Field(() => DocumentFormatEnum, { defaultValue: 'CSV' })
  format!: string;
}

@Resolver(() => Statistics)
export class StatisticsResolver {
  @Public()
  @Query(() => Statistics)
  statistics(): Statistics {
    return {};
  }

  @Statistic()
  @FieldResolver(() => StatisticRelease, {
    nullable: true,
    description:
      'A release that your organisation has bought, at no cost; null where it has none of this id, or no right to it any more.',
  })
  async release(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => ReleaseArguments) { id }: ReleaseArguments,
  ): Promise<PublishedRelease | PublishedReach | null> {
    const { ports, modelOn } = context.environment.statistics;
    const stored = await ports.ledger.find({ id, recipient: context.caller.organisation });
    if (stored === null) return null;
    const reach = readReach(stored);
    if (reach !== null) return reachOf(context, reach, pathOf(info));
    const release = readRelease(stored);
    const settings = statisticSettings(context.policy, context.recipientClasses);
    const model = modelOn(context.policy, release.takenOn);
    const categories = categoriesRevealed(release.question, model, settings);
    const place = { path: pathOf(info), coordinate: 'Statistics.release' };
    if (isRefused(context, categories, place)) return null;
    return new PublishedRelease(release, present(release, { settings, model }));
  }
}

/** Whoever may not ask for it anew has no right to the stored one either. */
async function reachOf(context: RequestContext, reach: ReachRelease, path: string): Promise<PublishedReach | null> {
  if (isRefused(context, [], { path, coordinate: 'Statistics.release' })) return null;
  if ((await proposedAudience(context, reach.audience.key)) === null) return null;
  return new PublishedReach(reach, presentReach(reach, leastFamilies(context)));
}

@Resolver(() => StatisticRelease)
export class StatisticReleaseResolver {
  @Statistic()
  @FieldResolver(() => [ReleasedCell], { description: 'The numbers, whatever their topic.' })
  cells(@Root() release: PublishedRelease | PublishedReach): object {
    return release.allCells();
  }

  @Statistic()
  @FieldResolver(() => StatisticDocument)
  document(
    @Root() release: PublishedRelease | PublishedReach,
    @Args(() => DocumentArguments) _format: DocumentArguments,
  ): object {
    return release.asDocument();
  }
}
