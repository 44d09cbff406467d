import { Field, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Subject } from '../../../directives/subject.js';
import { WorkerFields } from '../types/WorkerFields.js';

@Subject({ kind: 'OFFICER_OR_EMPLOYEE' })
@ObjectType({
  description: "Staff of the broadcaster or of its contractors who run the Club's classes.",
  simpleResolvers: true,
})
export class Staff extends WorkerFields {
  @Public()
  @Field(() => String, { description: 'Code of the organisation.' })
  organisation!: string;

  @Public()
  @Field(() => String)
  jobTitle!: string;
}
