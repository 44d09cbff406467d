import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { DataCategoryEnum, PurposeEnum, SubjectKindEnum } from '../types/policyEnums.js';
import type { DataCategory, Purpose } from '../../policy/vocabulary.js';
import { LocalDate } from '../types/LocalDate.js';
import { ConsentStateEnum, GiverRelationEnum } from './consentEnums.js';
import { ConsentRecord } from './ConsentRecord.js';
import { ConsentStanding } from './ConsentStanding.js';

@Public()
@ObjectType({ description: "What was said about one's own data, or one's child's.", simpleResolvers: true })
export class Consent {
  @Field(() => ID)
  id!: string;

  @Field(() => SubjectKindEnum)
  subjectKind!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the person that it is about.' })
  subjectId!: string | null;

  @Field(() => GiverRelationEnum)
  givenAs!: string;

  @Field(() => PurposeEnum)
  purpose!: Purpose;

  @Field(() => String, { description: 'Code of the organisation that may receive.' })
  recipient!: string;

  @Field(() => [DataCategoryEnum], { description: 'Empty in a refusal: all of them.' })
  categories!: readonly DataCategory[];

  @Field(() => ConsentStateEnum)
  state!: string;

  @Field(() => String, { description: 'Since when, UTC.' })
  decidedAt!: string;

  @Field(() => LocalDate, { nullable: true, description: 'Last day on which it counts; null: until withdrawn.' })
  validUntil!: string | null;

  @Field(() => String, { description: 'Of the text that the giver was shown.' })
  textVersion!: string;

  @Field(() => String, { description: 'Of that text.' })
  language!: string;

  @Field(() => Boolean, { description: 'It is a yes that has not ended. `switchConsent` turns it.' })
  on!: boolean;

  @Field(() => Boolean, {
    description:
      "Something may be given on it now. A yes does not count beside another's no, or where its giver may not speak.",
  })
  counts!: boolean;

  @Field(() => [ConsentStanding], {
    description: 'What it comes to now and, where it does not stand, why; by category where they differ.',
  })
  standing!: readonly ConsentStanding[];

  @Field(() => String, { description: 'What it means, in the language of Accept-Language (ja or en).' })
  meaning!: string;

  @Field(() => ConsentRecord, {
    nullable: true,
    description: 'By the names of ISO/IEC TS 27560, with its history.',
  })
  record!: ConsentRecord | null;
}

@Public()
@InputType({ description: 'A word on consent. It counts from the next request on.' })
export class ConsentInput {
  @Field(() => ID, { nullable: true, description: 'A child of the caller; absent: the caller.' })
  childId?: string;

  @Field(() => PurposeEnum)
  purpose!: Purpose;

  @Field(() => String, { description: 'Code of the organisation that may receive.' })
  recipient!: string;

  @Field(() => [DataCategoryEnum], { description: 'Each category is named; a refusal may leave them out.' })
  categories!: DataCategory[];

  @Field(() => String, { description: 'Version of the text that was shown.' })
  textVersion!: string;

  @Field(() => String, { defaultValue: 'ja' })
  language!: string;

  @Field(() => LocalDate, { nullable: true })
  validUntil?: string;
}

@Public()
@InputType({ description: 'What its giver says anew of a consent.' })
export class RenewalInput {
  @Field(() => String, { description: 'Version of the text that was shown.' })
  textVersion!: string;

  @Field(() => String, { defaultValue: 'ja' })
  language!: string;

  @Field(() => LocalDate, { nullable: true, description: 'Last day on which it counts; absent: until withdrawn.' })
  validUntil?: string;
}

/** A class, because type-graphql drops the directives of single arguments of a field resolver. */
@ArgsType()
export class ConsentArguments {
  @Public()
  @Field(() => ID, { description: 'Of one person, as the caller sees the id elsewhere.' })
  subject!: string;
}
