import { Field, ObjectType } from 'type-graphql';
import { Mask } from '../../../directives/mask.js';
import { Personal } from '../../../directives/personal.js';
import { Pseudonymise } from '../../../directives/pseudonymise.js';
import { Strip } from '../../../directives/strip.js';
import { PersonFields } from '../types/PersonFields.js';
import { LocalDate } from '../types/LocalDate.js';

@ObjectType({
  description: 'A member of the co-op. Below a guardian it is the record of that guardian and decided as such.',
  simpleResolvers: true,
})
export class Member extends PersonFields {
  @Personal({ category: 'MEMBER_CODE' })
  @Mask({ by: 'MEMBER_CODE' })
  @Pseudonymise({ domain: 'MEMBER_CODE' })
  @Field(() => String, { nullable: true, description: 'Member code; or a pseudonym, P-….' })
  memberCode!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  joinedOn!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => Boolean, { nullable: true, description: 'Works for the co-op.' })
  isEmployee!: boolean | null;
}
