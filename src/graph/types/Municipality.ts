import { Field, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';

@Public()
@ObjectType({ description: 'A municipality; of Sendai, a ward.' })
export class Municipality {
  @Field(() => String, { description: 'JIS X 0402 code, e.g. 04101.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'Its name; null outside Miyagi.' })
  name!: string | null;
}
