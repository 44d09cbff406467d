import { Field, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';

@Public()
@ObjectType({ description: 'A band of ages; of a family: of its eldest participating child.', simpleResolvers: true })
export class AgeBandOfStatistic {
  @Field(() => String, { description: 'e.g. 6-8.' })
  code!: string;

  @Field(() => String)
  name!: string;
}
