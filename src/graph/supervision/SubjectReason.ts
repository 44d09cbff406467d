import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import type { Condition, DataCategory, Purpose, Role } from '../../policy/vocabulary.js';
import { PolicyConditionEnum } from '../policy/policyToolEnums.js';
import { DataCategoryEnum, DisclosureFormEnum, PurposeEnum, RoleEnum } from '../types/policyEnums.js';

@Public()
@ObjectType({ description: 'What comes out of one category of one person, and why.', simpleResolvers: true })
export class SubjectReason {
  @Field(() => DataCategoryEnum)
  category!: DataCategory;

  @Field(() => DisclosureFormEnum)
  form!: string;

  @Field(() => String, { nullable: true, description: 'G0 to G12, that refused or lowered; null: none did.' })
  gate!: string | null;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { description: 'The rule that speaks.' })
  rule!: string;

  @Field(() => String, { nullable: true, description: 'Legal basis of the rule; null: no rule speaks.' })
  basis!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the law (APPI), for that basis; null: there is none.' })
  article!: string | null;

  @Field(() => [String])
  clauses!: readonly string[];

  @Field(() => [PolicyConditionEnum], { description: 'What would have given more.' })
  needs!: readonly Condition[];

  @Field(() => String, { description: 'Reason and needs, in the language of the request.' })
  message!: string;
}

@Public()
@InputType({ description: 'Who would get what of whom, and for what.' })
export class SubjectReasonQuestion {
  @Field(() => RoleEnum)
  as!: Role;

  @Field(() => String, { description: 'Code of the organisation that would receive.' })
  organisation!: string;

  @Field(() => PurposeEnum)
  purpose!: Purpose;

  @Field(() => ID, { description: 'Of the person, as the caller sees it elsewhere.' })
  subject!: string;

  @Field(() => ID, { nullable: true, description: 'Of the person who would read, for the roles of data subjects.' })
  reader?: string | null;

  @Field(() => [DataCategoryEnum])
  categories!: DataCategory[];
}

/** A class, because type-graphql drops the directives of single arguments of a field resolver. */
@ArgsType()
export class SubjectReasonArguments {
  @Public()
  @Field(() => SubjectReasonQuestion)
  question!: SubjectReasonQuestion;
}
