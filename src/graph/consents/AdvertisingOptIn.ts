import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Strip } from '../../../directives/strip.js';
import { enumObject } from '../types/enums.js';

const OptInStateEnum = enumObject(['OPTED_IN', 'OPTED_OUT']);
registerEnumType(OptInStateEnum, { name: 'OptInState' });

@ObjectType({ description: 'A word on advertising and its proof, as the Club keeps them.', simpleResolvers: true })
export class AdvertisingOptIn {
  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => OptInStateEnum, { nullable: true })
  state!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => String, { nullable: true, description: 'SELF or GUARDIAN: who said it.' })
  givenAs!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => String, { nullable: true })
  channel!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => String, { nullable: true })
  proofReference!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => String, { nullable: true, description: 'UTC.' })
  recordedAt!: string | null;
}
