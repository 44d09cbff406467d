import { Field, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { SubjectKindEnum } from '../types/policyEnums.js';

@Public()
@ObjectType({ description: "The caller's own record, and what the Club has to tell the person whose it is (A6)." })
export class Me {
  @Field(() => SubjectKindEnum, { nullable: true, description: 'Null: the token names no record.' })
  kind!: string | null;
}
