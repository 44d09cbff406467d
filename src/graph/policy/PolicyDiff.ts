import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { PolicyConditionEnum } from './policyToolEnums.js';
import { enumObject } from '../types/enums.js';
import { LocalDate } from '../types/LocalDate.js';

export const ChangeKindEnum = enumObject(['WIDENS', 'NARROWS', 'REASON']);
registerEnumType(ChangeKindEnum, {
  name: 'PolicyChangeKind',
  description: 'WIDENS: a higher form, or any on another legal basis. REASON: both are as before.',
});

@Public()
@ObjectType({ description: 'What a question comes to.', simpleResolvers: true })
export class PolicyOutcome {
  @Field(() => String)
  form!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => String)
  rule!: string;

  @Field(() => String, { nullable: true, description: 'On which legal basis it comes out; null: nothing does.' })
  basis!: string | null;

  @Field(() => [String])
  clauses!: readonly string[];
}

@Public()
@ObjectType({
  description: 'Questions that are close together: each of these with each of those.',
  simpleResolvers: true,
})
export class PolicyRange {
  @Field(() => [String])
  role!: readonly string[];

  @Field(() => [String], { description: 'Recipient classes; those of one organisation are joined by "+".' })
  recipient!: readonly string[];

  @Field(() => [String], { description: 'As they are declared: AGGREGATE_ANALYSIS/IMPROVE.' })
  purpose!: readonly string[];

  @Field(() => [String])
  subject!: readonly string[];

  @Field(() => [String])
  lifeStage!: readonly string[];

  @Field(() => [String], { description: 'SINGLE, LIST.' })
  shape!: readonly string[];

  @Field(() => [String])
  category!: readonly string[];

  @Field(() => String, { nullable: true, description: 'A query that shows it; null: no field of the schema does.' })
  query!: string | null;
}

@Public()
@ObjectType({ description: 'Questions that change alike.', simpleResolvers: true })
export class PolicyChange {
  @Field(() => ChangeKindEnum)
  kind!: string;

  @Field(() => [PolicyConditionEnum], { description: 'What must hold to see it.' })
  when!: readonly string[];

  @Field(() => PolicyOutcome)
  from!: PolicyOutcome;

  @Field(() => PolicyOutcome)
  to!: PolicyOutcome;

  @Field(() => Int, { description: 'How many questions.' })
  points!: number;

  @Field(() => [PolicyRange])
  ranges!: readonly PolicyRange[];
}

@Public()
@ObjectType({ description: 'A change beside the matrix.', simpleResolvers: true })
export class PolicySettingChange {
  @Field(() => ChangeKindEnum)
  kind!: string;

  @Field(() => String)
  setting!: string;

  @Field(() => String)
  from!: string;

  @Field(() => String)
  to!: string;
}

@Public()
@ObjectType({ description: 'Who let a version give more than the one before it.', simpleResolvers: true })
export class PolicyApproval {
  @Field(() => String)
  requestedBy!: string;

  @Field(() => String, { description: 'Another person than the one who asked.' })
  approvedBy!: string;

  @Field(() => LocalDate)
  date!: string;

  @Field(() => String)
  reason!: string;
}

@Public()
@ObjectType({ description: 'A rule or setting that gives more of a category.', simpleResolvers: true })
export class PolicyWidening {
  @Field(() => String, { description: 'The rule, or the setting.' })
  rule!: string;

  @Field(() => String, { description: 'ANY: of a setting, which has none.' })
  category!: string;

  @Field(() => String, { nullable: true, description: 'The highest form that comes out now; null: of a setting.' })
  form!: string | null;

  @Field(() => [String], { description: 'Who gets more.' })
  roles!: readonly string[];

  @Field(() => Int, {
    description: 'How many questions come out higher, each once for each set of conditions under which it does.',
  })
  points!: number;

  @Field(() => [PolicyConditionEnum], { description: 'What must hold wherever it gives more.' })
  when!: readonly string[];

  @Field(() => PolicyApproval, { nullable: true, description: 'Of all of it; null: nobody approved it.' })
  approval!: PolicyApproval | null;

  @Field(() => String, { nullable: true, description: 'What is wrong with the approval that there is.' })
  problem!: string | null;
}

@Public()
@ObjectType({ description: 'All that two versions of the policy answer differently.', simpleResolvers: true })
export class PolicyDiff {
  @Field(() => Int, { description: 'How many questions were asked of both.' })
  space!: number;

  @Field(() => Boolean, { description: 'Whether `noren policy diff` would pass: every widening is approved.' })
  passes!: boolean;

  @Field(() => [PolicyWidening], {
    description: 'What gives more, with what stands about it in the approvals beside the file of the later version.',
  })
  widenings!: readonly PolicyWidening[];

  @Field(() => [PolicyChange], { description: 'Widenings first.' })
  changes!: readonly PolicyChange[];

  @Field(() => [PolicySettingChange])
  settings!: readonly PolicySettingChange[];
}

/** A class, because type-graphql drops the directives of single arguments of a field resolver. */
@ArgsType()
export class DiffArguments {
  @Public()
  @Field(() => String, { description: 'A version.' })
  from!: string;

  @Public()
  @Field(() => String, { description: 'A version.' })
  to!: string;
}
