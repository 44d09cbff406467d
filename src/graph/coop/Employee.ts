import { Field, ObjectType } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Strip } from '../../../directives/strip.js';
import { Subject } from '../../../directives/subject.js';
import { WorkerFields } from '../types/WorkerFields.js';

@Subject({ kind: 'OFFICER_OR_EMPLOYEE' })
@ObjectType({
  description: 'An officer or employee of the co-op, for themselves and for whoever has a case about them.',
  simpleResolvers: true,
})
export class Employee extends WorkerFields {
  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => String, { nullable: true })
  employeeNumber!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => String, { nullable: true })
  department!: string | null;
}
