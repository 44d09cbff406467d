import { Field, Int, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { LocalDate } from '../types/LocalDate.js';
import { FindingSeverityEnum } from './policyToolEnums.js';

@Public()
@ObjectType({ description: 'A dated version of the policy.', simpleResolvers: true })
export class PolicyVersion {
  @Field(() => String)
  version!: string;

  @Field(() => String, { description: 'SHA-256 of the policy file, and of what it extends.' })
  hash!: string;

  @Field(() => String, { description: 'SHA-256 of the published text.' })
  textHash!: string;

  @Field(() => LocalDate, { description: 'From the beginning of this day, in Asia/Tokyo.' })
  effectiveFrom!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Up to the end of this day; null: until the next version begins.',
  })
  effectiveTo!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the dates may still move; null: they stand.' })
  provisional!: string | null;
}

@Public()
@ObjectType({ description: 'One thing to say about the policy file.', simpleResolvers: true })
export class PolicyFinding {
  @Field(() => FindingSeverityEnum)
  severity!: string;

  @Field(() => String)
  code!: string;

  @Field(() => String)
  file!: string;

  @Field(() => Int)
  line!: number;

  @Field(() => String)
  place!: string;

  @Field(() => String, { nullable: true, description: 'The clause, rule or item that it is about.' })
  about!: string | null;

  @Field(() => String)
  message!: string;
}

@Public()
@ObjectType({
  description: 'Who keeps a clause of the published text, and which tests show it.',
  simpleResolvers: true,
})
export class PolicyClause {
  @Field(() => String)
  id!: string;

  @Field(() => String)
  summary!: string;

  @Field(() => [String], { description: 'Rules that cite it, purposes and categories that it stands behind.' })
  rules!: readonly string[];

  @Field(() => String, { nullable: true, description: 'What keeps it beside rules. OPEN: not kept in full yet.' })
  control!: string | null;

  @Field(() => [String], { description: 'Empty where the gateway is installed without its tests.' })
  tests!: readonly string[];
}

@Public()
@ObjectType({ description: 'Every clause with what keeps it, and what is wrong with that.', simpleResolvers: true })
export class PolicyCoverage {
  @Field(() => [PolicyClause])
  clauses!: readonly PolicyClause[];

  @Field(() => [String], {
    description: 'A clause without a test or a named control, a citation of nothing. None: the check passes.',
  })
  problems!: readonly string[];

  @Field(() => [String], { description: 'Clauses that are not kept in full yet.' })
  open!: readonly string[];
}
