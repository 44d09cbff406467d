import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver } from 'type-graphql';
import { Statistic } from '../../../directives/statistic.js';
import { readOptIns } from '../../sources/club/readOptIn.js';
import type { RequestContext } from '../context.js';
import { pathOf } from './pathOf.js';
import { proposedAudience } from './proposedAudience.js';
import { requestPurchase } from './purchaseContext.js';
import { ReachAnswer } from './reachAnswer.js';
import { AudienceReach, AudienceReachArguments } from './reachTypes.js';
import { isSelected } from './selectedMeasures.js';
import { Statistics } from './Statistics.js';
import { isRefused } from './statisticRight.js';

@Resolver(() => Statistics)
export class AudienceReachResolver {
  @Statistic()
  @FieldResolver(() => AudienceReach, {
    nullable: true,
    description:
      'Families of an audience in the last snapshot that a send would reach now, bought like any statistic: it is charged. Null but for the tool that proposed it.',
  })
  async audienceReach(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => AudienceReachArguments) { audience: key }: AudienceReachArguments,
  ): Promise<ReachAnswer | null> {
    const path = pathOf(info);
    if (isRefused(context, [], { path, coordinate: 'Statistics.audienceReach' })) return null;
    const audience = await proposedAudience(context, key);
    if (audience === null) return null;
    const guardians = audience.payload.guardians.map(({ reference }) => reference);
    const { ports } = context.environment.statistics;
    const snapshot = await ports.store.currentSnapshot();
    const purchase = {
      ...requestPurchase(context, ['club']),
      audience: { key, version: audience.version },
      chosen: guardians.length,
      snapshot,
      count: async () => reached(context, snapshot.id, guardians),
    };
    return new ReachAnswer(context, purchase, path, isSelected(info, 'AudienceReach', 'families')).ready();
  }
}

/** Families of those to whom advertising may come today: who opted out after being chosen is not written to. */
async function reached(
  { environment: { sources, rowClasses }, today }: RequestContext,
  snapshotId: string,
  guardians: readonly number[],
): Promise<bigint> {
  const optedIn = await readOptIns(sources.club.pool, { kind: 'GUARDIAN', references: guardians }, today);
  return rowClasses.audienceFamilies(
    snapshotId,
    guardians.filter((reference) => optedIn.has(reference)),
  );
}
