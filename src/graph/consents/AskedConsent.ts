import { Field, ID, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import type { DataCategory, Purpose } from '../../policy/vocabulary.js';
import { LocalDate } from '../types/LocalDate.js';
import { DataCategoryEnum, PurposeEnum } from '../types/policyEnums.js';

@Public()
@ObjectType({ description: 'What the caller is asked to consent to. Silence is no consent.', simpleResolvers: true })
export class AskedConsent {
  @Field(() => ID, { nullable: true, description: 'A child of the caller that it is about; null: the caller.' })
  childId!: string | null;

  @Field(() => PurposeEnum)
  purpose!: Purpose;

  @Field(() => String, { description: 'Code of the organisation that would receive.' })
  recipient!: string;

  @Field(() => [DataCategoryEnum])
  categories!: readonly DataCategory[];

  @Field(() => String, { description: 'Version of the text that goes with it.' })
  textVersion!: string;

  @Field(() => LocalDate, { description: 'Since when it waits for an answer.' })
  askedOn!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      "Until when a guardian's yes still stands that was given before the caller was 16; null: nothing stands.",
  })
  standsUntil!: string | null;
}
