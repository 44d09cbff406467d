import { Field, ID, InputType } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { PersonFilter } from '../paging/PersonFilter.js';

@InputType()
export class ChildFilter extends PersonFilter {
  @Personal({ category: 'UNLISTED' })
  @Field(() => ID, { nullable: true, description: 'Enrolled in this class now.' })
  classId?: string;
}
