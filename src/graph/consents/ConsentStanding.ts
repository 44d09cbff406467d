import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import type { DataCategory, Purpose } from '../../policy/vocabulary.js';
import { DataCategoryEnum, PurposeEnum } from '../types/policyEnums.js';

@Public()
@ObjectType({
  description: 'What a word on consent, or all that was said, comes to now for some categories.',
  simpleResolvers: true,
})
export class ConsentStanding {
  @Field(() => [DataCategoryEnum], { description: 'Empty in a refusal: all of them.' })
  categories!: readonly DataCategory[];

  @Field(() => Boolean, {
    description: 'Something may be given on it now, alone or beside the other word that it needs.',
  })
  stands!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it does not stand, as CONSENT_WITHDRAWN; null: it stands.' })
  reason!: string | null;

  @Field(() => [String], { description: 'Of the published text.' })
  clauses!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The reason, in the language of Accept-Language (ja or en).' })
  message!: string | null;
}

@Public()
@InputType({ description: 'What somebody would be given, and for what.' })
export class ConsentMatterInput {
  @Field(() => ID, { nullable: true, description: 'A child of the caller; absent: the caller.' })
  childId?: string;

  @Field(() => PurposeEnum)
  purpose!: Purpose;

  @Field(() => String, { description: 'Code of the organisation that would receive.' })
  recipient!: string;

  @Field(() => [DataCategoryEnum])
  categories!: DataCategory[];
}
