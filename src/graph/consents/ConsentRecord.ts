import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import type { DataCategory, Purpose } from '../../policy/vocabulary.js';
import { DataCategoryEnum, PurposeEnum } from '../types/policyEnums.js';
import { ConsentStateEnum, GiverRelationEnum } from './consentEnums.js';

@Public()
@ObjectType({ description: 'One step of the life of a consent.', simpleResolvers: true })
export class ConsentRecordEvent {
  @Field(() => String, { description: 'UTC.' })
  eventTime!: string;

  @Field(() => String, { description: 'GRANT, REFUSAL, WITHDRAWAL, RENEWAL or EXPIRY.' })
  eventType!: string;

  @Field(() => ConsentStateEnum, { description: 'From here on.' })
  eventState!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Who took the step; null: whom the record does not name to the reader, or nobody.',
  })
  entityId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 8601, days with the first and the last; null: until withdrawn, or no yes.',
  })
  validityDuration!: string | null;

  @Field(() => String)
  channel!: string;
}

@Public()
@ObjectType({ description: 'Whose word it is.', simpleResolvers: true })
class ConsentRecordGiver {
  @Field(() => ID, { nullable: true, description: 'Null: neither the reader nor the subject.' })
  partyId!: string | null;

  @Field(() => GiverRelationEnum)
  relation!: string;

  @Field(() => Int, { nullable: true, description: 'Full years; null: not known, or of somebody without an id here.' })
  ageAtEvent!: number | null;
}

@Public()
@ObjectType({ description: 'What the giver was shown.', simpleResolvers: true })
class ConsentRecordNotice {
  @Field(() => String)
  version!: string;

  @Field(() => String)
  language!: string;
}

@Public()
@ObjectType({
  description: 'A consent by the names of ISO/IEC TS 27560: what the register holds of it, and the policy in force.',
  simpleResolvers: true,
})
export class ConsentRecord {
  @Field(() => String)
  schemaVersion!: string;

  @Field(() => ID)
  recordId!: string;

  @Field(() => ID)
  piiPrincipalId!: string;

  @Field(() => ConsentRecordGiver)
  giver!: ConsentRecordGiver;

  @Field(() => ConsentRecordNotice)
  privacyNotice!: ConsentRecordNotice;

  @Field(() => PurposeEnum)
  purpose!: Purpose;

  @Field(() => [DataCategoryEnum], { description: 'Empty in a refusal: all of them.' })
  piiInformation!: readonly DataCategory[];

  @Field(() => [String], { description: 'The accountable party.' })
  piiControllers!: readonly string[];

  @Field(() => [String], { description: 'Who else may receive.' })
  recipientThirdParties!: readonly string[];

  @Field(() => [String], { description: 'Sources that keep data of such a person.' })
  storageLocations!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description:
      'ISO 8601, from the day of leaving the Club, the longest of the categories; null: the policy has none of one of them (purchases).',
  })
  retentionPeriod!: string | null;

  @Field(() => String, { description: 'ISO 3166-1.' })
  jurisdiction!: string;

  @Field(() => [String], { description: 'Each way by itself.' })
  withdrawalMethod!: readonly string[];

  @Field(() => String)
  lawfulBasis!: string;

  @Field(() => [ConsentRecordEvent], { description: 'Oldest first.' })
  events!: readonly ConsentRecordEvent[];
}
