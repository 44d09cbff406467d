import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Statistic } from '../../../directives/statistic.js';
import { enumObject } from '../types/enums.js';
import { PlaceOfStatistic } from './PlaceOfStatistic.js';
import { AgeBandOfStatistic } from './AgeBandOfStatistic.js';

const ValueStatusEnum = enumObject(['RELEASED', 'SUPPRESSED']);
registerEnumType(ValueStatusEnum, {
  name: 'ValueStatus',
  description:
    'SUPPRESSED: the noisy count is below the threshold of this recipient and place; it is not told whether it is zero.',
});

const WhatIsBought = 'Selecting it buys the statistic at the quoted price, unless it was released already.';

@ObjectType({
  description: 'A noisy number with its 95 % interval. Noise only: the interval covers no other error.',
  simpleResolvers: true,
})
export class NoisyCount {
  @Statistic()
  @Field(() => Int, { nullable: true, description: 'Unbiased and unclamped: a small count may come out negative.' })
  value!: number | null;

  @Statistic()
  @Field(() => Int, { nullable: true })
  low!: number | null;

  @Statistic()
  @Field(() => Int, { nullable: true })
  high!: number | null;

  @Statistic()
  @Field(() => ValueStatusEnum)
  status!: string;
}

@ObjectType({
  description: 'Where a cell lies in the dimensions that were grouped by; null for the others.',
  simpleResolvers: true,
})
export class FamilyCellKey {
  @Statistic({ dimension: 'MUNICIPALITY' })
  @Field(() => PlaceOfStatistic, { nullable: true })
  municipality!: PlaceOfStatistic | null;

  @Statistic({ dimension: 'AGE_BAND' })
  @Field(() => AgeBandOfStatistic, { nullable: true })
  ageBand!: AgeBandOfStatistic | null;
}

@ObjectType({ simpleResolvers: true })
export class FamilyCell {
  @Statistic()
  @Field(() => FamilyCellKey)
  by!: FamilyCellKey;

  @Statistic({ measure: 'FAMILIES' })
  @Field(() => NoisyCount)
  families!: NoisyCount;
}

@ObjectType({ simpleResolvers: true })
export class HalfWidths {
  @Statistic()
  @Field(() => Int, { description: 'Families: half of the width of the 95 % interval.' })
  families!: number;
}

@ObjectType({
  description: 'The price, from the question and the policy alone; asking for it costs nothing.',
  simpleResolvers: true,
})
export class StatisticQuote {
  @Statistic()
  @Field(() => Float, {
    description: 'rho of zero-concentrated differential privacy; the charge is the same to the last digit.',
  })
  rho!: number;

  @Statistic()
  @Field(() => Float, { description: 'epsilon at delta, rounded up.' })
  epsilon!: number;

  @Statistic()
  @Field(() => Float)
  delta!: number;

  @Statistic()
  @Field(() => Int)
  cells!: number;

  @Statistic()
  @Field(() => Float, {
    nullable: true,
    description: 'rho that the account would hold after the purchase; null: not enough.',
  })
  remainingAfter!: number | null;

  @Statistic()
  @Field(() => HalfWidths)
  halfWidth95!: HalfWidths;

  @Statistic()
  @Field(() => Boolean, { description: 'This caller can have it again at no cost.' })
  alreadyReleased!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class StatisticSpent {
  @Statistic()
  @Field(() => Float, { description: 'rho charged by this answer; 0 for a stored release.' })
  rho!: number;

  @Statistic()
  @Field(() => Float)
  epsilon!: number;

  @Statistic()
  @Field(() => Float)
  delta!: number;

  @Statistic()
  @Field(() => String, { description: 'What one unit of privacy is.' })
  unit!: string;

  @Statistic()
  @Field(() => String)
  mechanism!: string;
}

@ObjectType({ simpleResolvers: true })
export class StatisticRelease {
  @Statistic()
  @Field(() => String)
  id!: string;

  @Statistic()
  @Field(() => String, { description: 'The snapshot of the analysis store that was counted.' })
  snapshot!: string;

  @Statistic()
  @Field(() => String)
  policyVersion!: string;

  @Statistic()
  @Field(() => String)
  issuedAt!: string;
}

@ObjectType({
  description: 'How many families there are, in the cells of a public domain. The unit of privacy is the family.',
  simpleResolvers: true,
})
export class FamilyStatistic {
  @Statistic()
  @Field(() => StatisticQuote)
  quote!: unknown;

  @Statistic()
  @Field(() => [FamilyCell], {
    nullable: true,
    description: `${WhatIsBought} Null with a reason when the budget does not suffice.`,
  })
  cells!: unknown;

  @Statistic()
  @Field(() => StatisticSpent, {
    nullable: true,
    description: 'What the cells cost; null where none were bought or stored.',
  })
  spent!: unknown;

  @Statistic()
  @Field(() => StatisticRelease, { nullable: true })
  release!: unknown;
}
