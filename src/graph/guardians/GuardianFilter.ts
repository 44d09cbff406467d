import { Field, ID, InputType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Personal } from '../../../directives/personal.js';
import { PersonFilter } from '../paging/PersonFilter.js';

@InputType()
export class GuardianFilter extends PersonFilter {
  @Personal({ category: 'MEMBER_CODE' })
  @Field(() => String, { nullable: true })
  memberCode?: string;

  @Public()
  @Field(() => ID, {
    nullable: true,
    description:
      'Key of an audience, for who sends for it under BENEFICIAL_INFORMATION; nobody else finds anybody by it.',
  })
  audience?: string;
}
