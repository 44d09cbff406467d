import { Field, ID, InputType, Int } from 'type-graphql';
import { Public } from '../../../directives/public.js';

@Public()
@InputType()
export class CourseFilter {
  @Field(() => [String], { nullable: true })
  level?: string[];
}

@Public()
@InputType()
export class ClassFilter {
  @Field(() => ID, { nullable: true })
  courseId?: string;

  @Field(() => [String], { nullable: true })
  term?: string[];

  @Field(() => Int, { nullable: true })
  weekday?: number;

  @Field(() => [String], { nullable: true, description: 'JIS codes of municipalities.' })
  municipality?: string[];
}
