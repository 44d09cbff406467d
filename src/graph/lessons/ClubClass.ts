import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Municipality } from '../types/Municipality.js';

@Public()
@ObjectType('Class', { description: 'A course held in a term at a place and time.', simpleResolvers: true })
export class ClubClass {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'Year and term, e.g. 2026-2.' })
  term!: string;

  @Field(() => Int, { description: '1 (Monday) to 7 (Sunday).' })
  weekday!: number;

  @Field(() => String, { description: 'HH:MM.' })
  startsAt!: string;

  @Field(() => String)
  venue!: string;

  @Field(() => Municipality, { nullable: true })
  municipality!: Municipality | null;

  @Field(() => Int)
  capacity!: number;
}
