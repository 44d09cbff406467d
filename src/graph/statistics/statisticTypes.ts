import { Field, Float, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Statistic } from '../../../directives/statistic.js';
import { enumObject } from '../types/enums.js';

export const ValueStatusEnum = enumObject(['RELEASED', 'SUPPRESSED']);
registerEnumType(ValueStatusEnum, {
  name: 'ValueStatus',
  description:
    'SUPPRESSED: the noisy count is below the threshold of this recipient and place; it is not told whether it is zero.',
});

export const DocumentFormatEnum = enumObject(['CSV']);
registerEnumType(DocumentFormatEnum, { name: 'DocumentFormat' });

@ObjectType({
  description:
    'A noisy number with its interval of at least 95 %: of the noise only, not of what bounding took away. Near the threshold the interval of families, and of averages over them, is wider: it holds among the cells that are shown. Amounts are in yen; counts and amounts are whole.',
  simpleResolvers: true,
})
export class NoisyNumber {
  @Statistic()
  @Field(() => Float, {
    nullable: true,
    description:
      'A sum is unbiased and unclamped: a small count may come out negative. To be added up. Not so the number of families of a cell near the threshold: of the small ones only those are shown that their noise made larger. Averages, shares and quantiles lie within what is possible.',
  })
  value!: number | null;

  @Statistic()
  @Field(() => Float, { nullable: true })
  low!: number | null;

  @Statistic()
  @Field(() => Float, { nullable: true })
  high!: number | null;

  @Statistic()
  @Field(() => Float, {
    nullable: true,
    description:
      'Least probability that `low` to `high` holds the exact number, whatever the data, among the cells that are shown: 0.95, or more where a whole half-width covers more.',
  })
  coverage!: number | null;

  @Statistic()
  @Field(() => Float, { nullable: true, description: 'The value cut to what is possible: to be displayed.' })
  shown!: number | null;

  @Statistic()
  @Field(() => ValueStatusEnum)
  status!: string;
}

@Public()
@ObjectType({ description: 'A value of a public domain.', simpleResolvers: true })
export class StatisticValue {
  @Field(() => String, { description: 'e.g. a JIS code, 6-8, 2026-10, or OTHER.' })
  code!: string;

  @Field(() => String)
  name!: string;
}

@Public()
@InputType({
  description: 'First and last period to keep, e.g. 2026-01 to 2026-06; absent: from or to the end of the calendar.',
})
export class PeriodFilter {
  @Field(() => String, { nullable: true })
  from?: string;

  @Field(() => String, { nullable: true })
  to?: string;
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

@ObjectType({ description: 'A release as a file, with its metadata.', simpleResolvers: true })
export class StatisticDocument {
  @Statistic()
  @Field(() => String)
  fileName!: string;

  @Statistic()
  @Field(() => String)
  mediaType!: string;

  @Statistic()
  @Field(() => String)
  body!: string;
}

@ObjectType({ description: 'A number of a stored release, and what it measures.', simpleResolvers: true })
export class ReleasedNumber {
  @Statistic()
  @Field(() => String, { description: 'e.g. FAMILIES, AMOUNT_MEDIAN.' })
  measure!: string;

  @Statistic()
  @Field(() => NoisyNumber)
  number!: NoisyNumber;
}

@ObjectType({ description: 'Where a cell of a stored release lies in one dimension.', simpleResolvers: true })
export class ReleasedPlace {
  @Statistic()
  @Field(() => String, { description: 'e.g. MUNICIPALITY.' })
  dimension!: string;

  @Statistic()
  @Field(() => StatisticValue)
  value!: StatisticValue;
}

@ObjectType({ simpleResolvers: true })
export class ReleasedCell {
  @Statistic()
  @Field(() => [ReleasedPlace])
  by!: readonly ReleasedPlace[];

  @Statistic()
  @Field(() => [ReleasedNumber])
  numbers!: readonly ReleasedNumber[];
}

@ObjectType({
  description:
    'Noisy numbers as bought and stored: the same for whoever has them. What is shown of them, and intervals near it, are by the threshold of who reads.',
})
export class StatisticRelease {
  @Statistic()
  @Field(() => ID, { description: 'For `statistics.release(id:)` and `consistentWith`.' })
  id!: string;

  @Statistic()
  @Field(() => String, { description: 'The question in words.' })
  question!: string;

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
