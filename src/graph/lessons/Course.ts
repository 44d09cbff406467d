import { Field, ID, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';

@Public()
@ObjectType({ simpleResolvers: true })
export class Course {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  level!: string;

  @Field(() => String, { nullable: true })
  description!: string | null;
}
