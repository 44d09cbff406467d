import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { LocalDate } from '../types/LocalDate.js';

@Public()
@ObjectType({ description: 'A programme of the broadcaster.', simpleResolvers: true })
export class Programme {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  genre!: string;

  @Field(() => Int, { description: '1 (Monday) to 7 (Sunday).' })
  weekday!: number;
}

@Public()
@ObjectType({
  description: 'A campaign of a programme. Who entered it is personal and answered by statistics only.',
  simpleResolvers: true,
})
export class Campaign {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => LocalDate)
  startsOn!: string;

  @Field(() => LocalDate)
  endsOn!: string;
}
