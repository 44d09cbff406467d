import { Field, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';

@Public()
@ObjectType({
  description: 'A municipality, or OTHER: elsewhere, and places too small to be shown.',
  simpleResolvers: true,
})
export class PlaceOfStatistic {
  @Field(() => String, { description: 'JIS code, or OTHER.' })
  code!: string;

  @Field(() => String)
  name!: string;
}
