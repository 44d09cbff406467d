import { Field, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';

@Public()
@ObjectType({
  description:
    'A municipality; of Sendai, a ward. Of a de-identified row whose municipality too few share: its area, or the prefecture.',
})
export class Municipality {
  @Field(() => String, {
    description: 'JIS X 0402 code, e.g. 04101 (04: the prefecture); or of an area, e.g. SENNAN; or OTHER.',
  })
  code!: string;

  @Field(() => String, { nullable: true, description: 'Its name; null outside Miyagi.' })
  name!: string | null;
}
