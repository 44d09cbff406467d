import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { DataCategoryEnum, DisclosureFormEnum, PurposeEnum, RoleEnum } from '../types/policyEnums.js';

@ArgsType()
export class DisclosuresArguments {
  @Public()
  @Field(() => Int, { defaultValue: 50, description: '1 to 200.' })
  first!: number;

  @Public()
  @Field(() => String, { nullable: true, description: '`endCursor` of the page before.' })
  after?: string | null;
}

@Public()
@ObjectType({ description: 'One item of a person that left with one answer.', simpleResolvers: true })
export class DisclosedItem {
  @Field(() => DataCategoryEnum, { nullable: true })
  category!: string | null;

  @Field(() => DisclosureFormEnum)
  form!: string;

  @Field(() => [String], { description: 'Fields, e.g. Guardian.phone.' })
  fields!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Rule of the policy.' })
  rule!: string | null;

  @Field(() => String, { nullable: true, description: 'Provision of the law that it rests on.' })
  basis!: string | null;

  @Field(() => [String], { description: 'Clauses of the published policy.' })
  clauses!: readonly string[];
}

@Public()
@ObjectType({ description: 'An answer in which somebody got something of a person.', simpleResolvers: true })
export class Disclosure {
  @Field(() => ID, { description: 'Place of its entry in the audit log.' })
  entry!: string;

  @Field(() => ID, { description: 'Of the person.' })
  about!: string;

  @Field(() => String, { description: 'UTC.' })
  at!: string;

  @Field(() => String, { description: 'Code of the organisation that got it.' })
  recipient!: string;

  @Field(() => String)
  recipientName!: string;

  @Field(() => [RoleEnum])
  roles!: readonly string[];

  @Field(() => PurposeEnum, { nullable: true })
  purpose!: string | null;

  @Field(() => [DisclosedItem])
  items!: readonly DisclosedItem[];
}

@Public()
@ObjectType({ description: 'Newest first.', simpleResolvers: true })
export class DisclosurePage {
  @Field(() => [Disclosure])
  disclosures!: readonly Disclosure[];

  @Field(() => String, { nullable: true, description: 'Null: this was the last page.' })
  endCursor!: string | null;
}
