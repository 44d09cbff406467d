import { ArgsType, Field, Float, ID, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Statistic } from '../../../directives/statistic.js';
import { NoisyNumber, StatisticRelease, StatisticSpent } from './statisticTypes.js';

/** A class, because type-graphql drops the directives of single arguments of a field resolver. */
@ArgsType()
export class AudienceReachArguments {
  @Public()
  @Field(() => ID, { description: 'Key of an audience that you proposed.' })
  audience!: string;
}

@ObjectType({ description: 'Half of the width of the interval.', simpleResolvers: true })
export class ReachHalfWidths {
  @Statistic()
  @Field(() => Float)
  families!: number;
}

@ObjectType({ description: 'The price, from the policy alone; asking for it costs nothing.', simpleResolvers: true })
export class ReachQuote {
  @Statistic()
  @Field(() => Float, { description: 'The charge is the same to the last digit.' })
  rho!: number;

  @Statistic()
  @Field(() => Float, { description: 'epsilon at delta, rounded up.' })
  epsilon!: number;

  @Statistic()
  @Field(() => Float)
  delta!: number;

  @Statistic()
  @Field(() => Float, {
    nullable: true,
    description:
      'rho that the account would hold after the purchase; null: not enough, or (in the sandbox) without limit.',
  })
  remainingAfter!: number | null;

  @Statistic()
  @Field(() => ReachHalfWidths)
  halfWidth95!: ReachHalfWidths;

  @Statistic()
  @Field(() => Boolean, { description: 'This recipient can have it again at no cost.' })
  alreadyReleased!: boolean;
}

@ObjectType({ description: 'How many families an audience would reach, noisily.', simpleResolvers: true })
export class AudienceReach {
  @Statistic()
  @Field(() => ReachQuote)
  quote!: ReachQuote;

  @Statistic()
  @Field(() => NoisyNumber, {
    nullable: true,
    description:
      'Selecting it buys it at the quoted price, unless it was released already. Null with a reason when the budget does not suffice.',
  })
  families!: NoisyNumber | null;

  @Statistic()
  @Field(() => StatisticSpent, { nullable: true, description: 'What it cost; null where `families` is not selected.' })
  spent!: StatisticSpent | null;

  @Statistic()
  @Field(() => StatisticRelease, { nullable: true })
  release!: StatisticRelease | null;
}
