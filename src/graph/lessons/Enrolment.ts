import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Strip } from '../../../directives/strip.js';
import { Subject } from '../../../directives/subject.js';
import { enumObject } from '../types/enums.js';
import { LocalDate } from '../types/LocalDate.js';

const EnrolmentStateEnum = enumObject(['ACTIVE', 'FINISHED', 'WITHDRAWN']);
registerEnumType(EnrolmentStateEnum, { name: 'EnrolmentState' });

@Subject({ kind: 'CHILD_PARTICIPANT' })
@ObjectType({
  description: 'A child in a class: in no category of the policy, so never for joint users.',
  simpleResolvers: true,
})
export class Enrolment {
  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => EnrolmentStateEnum, { nullable: true })
  state!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  enrolledOn!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  endedOn!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => Int, { nullable: true, description: 'Lessons attended.' })
  attended!: number | null;
}
