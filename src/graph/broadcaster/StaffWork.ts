import { Field, ObjectType } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Strip } from '../../../directives/strip.js';
import { Subject } from '../../../directives/subject.js';
import { LocalDate } from '../types/LocalDate.js';

@Subject({ kind: 'OFFICER_OR_EMPLOYEE' })
@ObjectType({ description: 'A class that a member of staff was or is in charge of.', simpleResolvers: true })
export class Assignment {
  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  startsOn!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  endsOn!: string | null;
}

@Subject({ kind: 'OFFICER_OR_EMPLOYEE' })
@ObjectType({ description: 'A session that a member of staff held.', simpleResolvers: true })
export class ClassSession {
  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  heldOn!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => String, { nullable: true })
  topic!: string | null;
}
