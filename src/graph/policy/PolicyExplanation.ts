import { ArgsType, Field, InputType, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import type { DataCategory, LifeStage, Purpose, Role, SubjectKind, SubPurpose } from '../../policy/vocabulary.js';
import { LocalDate } from '../types/LocalDate.js';
import { DataCategoryEnum, PurposeEnum, RoleEnum, SubjectKindEnum, SubPurposeEnum } from '../types/policyEnums.js';
import { GateVerdictEnum, LifeStageEnum, PolicyConditionEnum, RegisterLackEnum } from './policyToolEnums.js';

@Public()
@ObjectType({ description: 'What one gate says.', simpleResolvers: true })
export class ExplainedGate {
  @Field(() => String, { description: 'G0 to G12.' })
  gate!: string;

  @Field(() => GateVerdictEnum)
  verdict!: string;

  @Field(() => String)
  says!: string;

  @Field(() => [String])
  clauses!: readonly string[];
}

@Public()
@ObjectType({ description: 'What comes out of a decision for one person.', simpleResolvers: true })
export class SettledExplanation {
  @Field(() => String)
  form!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => String)
  rule!: string;

  @Field(() => [PolicyConditionEnum], { description: 'What would have given more.' })
  missing!: readonly string[];
}

@Public()
@ObjectType({ description: 'A decision, gate by gate.', simpleResolvers: true })
export class PolicyExplanation {
  @Field(() => DataCategoryEnum)
  category!: DataCategory;

  @Field(() => String, { description: 'In words: RAW if OWN_CLASS, else MASKED.' })
  comesOut!: string;

  @Field(() => String, { description: 'The best form.' })
  form!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { description: 'The rule that speaks.' })
  rule!: string;

  @Field(() => String, { nullable: true, description: 'Its legal basis.' })
  basis!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the law (APPI), for that basis; null: there is none.' })
  article!: string | null;

  @Field(() => [ExplainedGate])
  gates!: readonly ExplainedGate[];

  @Field(() => SettledExplanation, {
    nullable: true,
    description: 'Of one person of whom all that is `holding` is so, and nothing else; null: nothing was named.',
  })
  settled!: SettledExplanation | null;
}

@Public()
@InputType({ description: 'Who asks for what, and why.' })
export class PolicyQuestion {
  @Field(() => RoleEnum)
  as!: Role;

  @Field(() => PurposeEnum)
  purpose!: Purpose;

  @Field(() => SubPurposeEnum, { nullable: true, description: 'Of AGGREGATE_ANALYSIS.' })
  subPurpose?: SubPurpose;

  @Field(() => SubjectKindEnum)
  subject!: SubjectKind;

  @Field(() => [DataCategoryEnum])
  categories!: DataCategory[];

  @Field(() => LifeStageEnum, { nullable: true, description: 'Absent: UNDER_16 for a child, ADULT for others.' })
  lifeStage?: LifeStage;

  @Field(() => String, { nullable: true, description: 'Code; absent: where the role has most rights.' })
  organisation?: string;

  @Field(() => Boolean, { defaultValue: false, description: 'More than one subject may come back.' })
  list!: boolean;

  @Field(() => [RegisterLackEnum], { defaultValue: [], description: 'What is not in order; all else is.' })
  without!: string[];

  @Field(() => [PolicyConditionEnum], {
    defaultValue: [],
    description:
      'What holds: tickets, jobs, cases and approvals, and of one person consent, opt-in, class and relation.',
  })
  holding!: string[];

  @Field(() => LocalDate, { nullable: true, description: 'By the version in force on this day; absent: now.' })
  on?: string | null;

  @Field(() => String, { nullable: true, description: 'By this version, in force or not.' })
  version?: string | null;
}

/** A class, because type-graphql drops the directives of single arguments of a field resolver. */
@ArgsType()
export class ExplainArguments {
  @Public()
  @Field(() => PolicyQuestion)
  question!: PolicyQuestion;
}
