import { Field, ObjectType } from 'type-graphql';
import { Generalise } from '../../../directives/generalise.js';
import { Mask } from '../../../directives/mask.js';
import { Personal } from '../../../directives/personal.js';
import { Pseudonymise } from '../../../directives/pseudonymise.js';
import { Strip } from '../../../directives/strip.js';
import { Subject } from '../../../directives/subject.js';
import type { SchoolGrade } from '../../disclosure/schoolGrade.js';
import { SchoolGradeEnum } from '../types/enums.js';
import { PersonFields } from '../types/PersonFields.js';
import { LocalDate } from '../types/LocalDate.js';

@Subject({ kind: 'CHILD_PARTICIPANT' })
@ObjectType({ description: 'A child who takes part in the Club.', simpleResolvers: true })
export class Child extends PersonFields {
  @Personal({ category: 'MEMBER_CODE' })
  @Mask({ by: 'MEMBER_CODE' })
  @Pseudonymise({ domain: 'MEMBER_CODE' })
  @Field(() => String, { nullable: true, description: "The family's member code; or a pseudonym, P-…." })
  memberCode!: string | null;

  @Personal({ category: 'BIRTH_DATE', reveals: 'GENERALISED' })
  @Generalise({ to: 'SCHOOL_GRADE' })
  @Field(() => SchoolGradeEnum, { nullable: true })
  schoolGrade!: SchoolGrade | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  registeredOn!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true, description: 'Day of leaving the Club.' })
  leftOn!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true, description: 'Since when the family takes part.' })
  familyRegisteredOn!: string | null;
}
