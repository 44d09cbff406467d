import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { STOP_CAUSES, STOP_OBLIGATIONS } from '../../supervision/provisions/stopNotice.js';
import { enumObject } from '../types/enums.js';
import { DataCategoryEnum, DisclosureFormEnum, PurposeEnum, SubjectKindEnum } from '../types/policyEnums.js';

const StopCauseEnum = enumObject(STOP_CAUSES);
registerEnumType(StopCauseEnum, { name: 'StopCause', description: 'Why a recipient must stop.' });
const StopObligationEnum = enumObject(STOP_OBLIGATIONS);
registerEnumType(StopObligationEnum, { name: 'StopObligation', description: 'What it must do.' });

@Public()
@ObjectType({ description: 'A category, and the form in which it was provided.', simpleResolvers: true })
export class ProvidedItem {
  @Field(() => DataCategoryEnum)
  category!: string;

  @Field(() => DisclosureFormEnum)
  form!: string;
}

@Public()
@ObjectType({ description: 'A consent that a provision rested on.', simpleResolvers: true })
export class ProvisionConsent {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'What the giver is to the subject.' })
  giver!: string;

  @Field(() => String, { description: 'When it was given, ISO 8601.' })
  at!: string;
}

@Public()
@ObjectType({ description: 'The record of one provision to a third party (APPI 29).', simpleResolvers: true })
export class ProvisionRecord {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'ISO 8601, UTC.' })
  providedAt!: string;

  @Field(() => String, { description: 'Organisation code.' })
  recipient!: string;

  @Field(() => String)
  recipientName!: string;

  @Field(() => String, { nullable: true })
  recipientAddress!: string | null;

  @Field(() => String, { nullable: true })
  recipientRepresentative!: string | null;

  @Field(() => PurposeEnum)
  purpose!: string;

  @Field(() => SubjectKindEnum)
  subjectKind!: string;

  @Field(() => String, {
    description: 'Keyed reference: the same for the same person, and nobody outside can tell whose.',
  })
  subjectReference!: string;

  @Field(() => ID, { nullable: true, description: 'Of the person, as the caller sees it elsewhere.' })
  subject!: string | null;

  @Field(() => [ProvidedItem], { description: 'Empty: no more than that there is such a person.' })
  items!: readonly ProvidedItem[];

  @Field(() => [ProvisionConsent])
  consents!: readonly ProvisionConsent[];

  @Field(() => [ID], { description: 'Keys of the service requests that it served.' })
  serviceRequests!: readonly string[];

  @Field(() => [String], { description: 'The services that it may be used for, and nothing else (A4-4c).' })
  useLimits!: readonly string[];

  @Field(() => String)
  policyVersion!: string;
}

@Public()
@ObjectType({ description: 'That a recipient must stop.', simpleResolvers: true })
export class StopNoticeRecord {
  @Field(() => ID)
  key!: string;

  @Field(() => StopCauseEnum)
  cause!: string;

  @Field(() => String, { description: 'Organisation code.' })
  recipient!: string;

  @Field(() => String, { description: 'Since when it must have stopped, ISO 8601, UTC.' })
  since!: string;

  @Field(() => Int, { description: 'Whole days since then.' })
  ageDays!: number;

  @Field(() => [StopObligationEnum])
  obligations!: readonly string[];

  @Field(() => ID, { nullable: true, description: 'Whose data, as the recipient knows them; null: all that it got.' })
  subject!: string | null;

  @Field(() => PurposeEnum, { nullable: true })
  purpose!: string | null;

  @Field(() => [DataCategoryEnum], { nullable: true })
  categories!: readonly string[] | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601; null: still open.' })
  acknowledgedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'What the recipient says it did.' })
  done!: string | null;
}

@ArgsType()
export class ProvisionArguments {
  @Public()
  @Field(() => Int, { defaultValue: 50, description: '1 to 500.' })
  first!: number;

  @Public()
  @Field(() => ID, { nullable: true, description: 'Older than this record.' })
  after?: string | null;

  @Public()
  @Field(() => String, { nullable: true, description: 'Organisation code.' })
  recipient?: string | null;

  @Public()
  @Field(() => ID, { nullable: true, description: 'Of one person, as the caller sees the id elsewhere.' })
  subject?: string | null;
}

@ArgsType()
export class StopNoticeArguments {
  @Public()
  @Field(() => Boolean, { defaultValue: true, description: 'Only those that nobody has acknowledged.' })
  open!: boolean;
}
