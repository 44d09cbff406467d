import { Field, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { DataCategoryEnum, PurposeEnum, RecipientClassEnum } from '../types/policyEnums.js';
import { PrivacyContact } from './PrivacyContact.js';

@Public()
@ObjectType({ description: 'A purpose that data of such a person may be used for.', simpleResolvers: true })
export class InquiryPurpose {
  @Field(() => PurposeEnum)
  purpose!: string;

  @Field(() => String, { description: 'In words.' })
  words!: string;

  @Field(() => [String], { description: 'Clauses of the published policy.' })
  clauses!: readonly string[];
}

@Public()
@ObjectType({ description: 'Where the data come from.', simpleResolvers: true })
export class InquirySource {
  @Field(() => String)
  source!: string;

  @Field(() => String, { description: 'In words.' })
  words!: string;
}

@Public()
@ObjectType({ description: 'Who may get data of such a person, and what at best.', simpleResolvers: true })
export class InquiryRecipient {
  @Field(() => String, { description: 'Code of the organisation.' })
  organisation!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [RecipientClassEnum])
  recipientClasses!: readonly string[];

  @Field(() => [PurposeEnum])
  purposes!: readonly string[];

  @Field(() => [DataCategoryEnum], { description: 'In some form; who really got what is in `disclosures`.' })
  categories!: readonly string[];
}

@Public()
@ObjectType({
  description:
    'The answer to an inquiry: purposes of use, sources, recipients (A6-3a; APPI 32(2)). By the policy in force.',
  simpleResolvers: true,
})
export class Inquiry {
  @Field(() => String, { description: 'Version of the policy.' })
  policyVersion!: string;

  @Field(() => [InquiryPurpose])
  purposes!: readonly InquiryPurpose[];

  @Field(() => [InquirySource])
  sources!: readonly InquirySource[];

  @Field(() => [InquiryRecipient])
  recipients!: readonly InquiryRecipient[];

  @Field(() => PrivacyContact)
  contact!: PrivacyContact;
}
