import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Info, ObjectType, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Statistic } from '../../../directives/statistic.js';
import { audienceRegister } from '../../registry/registers/audience.js';
import { rhoToNumber } from '../../statistics/accounting/rho.js';
import { budgetPeriod } from '../../statistics/accounting/period.js';
import { buyReach, type Reach } from '../../statistics/buyReach.js';
import type { RequestContext } from '../context.js';
import { leastFamilies } from '../rows/leastFamilies.js';
import { pathOf } from './pathOf.js';
import { Statistics } from './Statistics.js';
import { isRefused } from './statisticRight.js';
import { statisticSettings } from './statisticsDesk.js';
import { NoisyNumber, StatisticSpent } from './statisticTypes.js';

/** A class, because type-graphql drops the directives of single arguments of a field resolver. */
@ArgsType()
export class AudienceReachArguments {
  @Public()
  @Field(() => ID, { description: 'Key of an audience that you proposed.' })
  audience!: string;
}

@ObjectType({ description: 'How many families an audience would reach, noisily.', simpleResolvers: true })
export class AudienceReach {
  @Statistic()
  @Field(() => NoisyNumber)
  families!: NoisyNumber;

  @Statistic()
  @Field(() => StatisticSpent)
  spent!: StatisticSpent;
}

@Resolver(() => Statistics)
export class AudienceReachResolver {
  @Statistic()
  @FieldResolver(() => AudienceReach, {
    nullable: true,
    description:
      'Families of an audience in the last snapshot, bought like any statistic: it is charged. Null but for the tool that proposed it.',
  })
  async audienceReach(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => AudienceReachArguments) { audience: key }: AudienceReachArguments,
  ): Promise<AudienceReach | null> {
    const place = { path: pathOf(info), coordinate: 'Statistics.audienceReach' };
    if (isRefused(context, [], place)) return null;
    const { registers, statistics, rowClasses } = context.environment;
    const [audience] = await registers.current(audienceRegister, { key });
    if (audience === undefined || audience.recordedBy !== context.caller.subjectId) return null;
    const guardians = audience.payload.guardians.map(({ reference }) => reference);
    const snapshot = await statistics.ports.store.currentSnapshot();
    const { policy } = context;
    const answer = await buyReach(
      {
        audience: `${key} version ${audience.version}`,
        chosen: guardians.length,
        snapshot,
        settings: statisticSettings(policy, context.recipientClasses),
        policy: { version: policy.version, hash: policy.hash },
        account: {
          recipient: context.caller.organisation,
          purpose: context.purpose ?? '',
          period: budgetPeriod(context.today, policy.statistics.budgets.period),
          sources: ['club'],
          trail: context.trail,
        },
        retryKey: context.idempotencyKey,
        count: async () => rowClasses.audienceFamilies(snapshot.id, guardians),
        least: leastFamilies(context),
      },
      statistics.ports,
    );
    if (answer.kind === 'RELEASE') return published(answer.reach, policy.statistics.budgets.delta);
    context.report({ ...place, ...REFUSED, reason: answer.refusal.refused });
    return null;
  }
}

/** The budget is no secret of any family: it depends on questions and prices only (G11, A4-2b). */
const REFUSED = {
  category: null,
  subject: null,
  form: 'DENIED',
  otherwise: 'DENIED',
  condition: [],
  rule: 'G11',
  clauses: ['A4-2b'],
  gate: 'G11',
  needs: [],
} as const;

function published({ families, epsilon, chargedNano }: Reach, delta: string): AudienceReach {
  return {
    families,
    spent: {
      rho: rhoToNumber(chargedNano),
      epsilon: chargedNano > 0n ? Number(epsilon) : 0,
      delta: Number(delta),
      unit: 'FAMILY',
      mechanism: 'DISCRETE_GAUSSIAN',
    },
  };
}
