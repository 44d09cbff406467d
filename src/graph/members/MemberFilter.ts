import { Field, InputType } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { PersonFilter } from '../paging/PersonFilter.js';

@InputType()
export class MemberFilter extends PersonFilter {
  @Personal({ category: 'MEMBER_CODE' })
  @Field(() => String, { nullable: true })
  memberCode?: string;
}
