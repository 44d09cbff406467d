import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { enumObject } from '../types/enums.js';
import { DataCategoryEnum, RoleEnum } from '../types/policyEnums.js';
import { RIGHTS } from './ownRights.js';

export const ChangeStateEnum = enumObject(['PENDING', 'DONE', 'CONFLICT']);
registerEnumType(ChangeStateEnum, {
  name: 'ChangeState',
  description: 'PENDING: on its way to the source. CONFLICT: the source was changed meanwhile, the desk will write.',
});

@Public()
@ObjectType({ description: 'A joint user that was told of a change.', simpleResolvers: true })
export class ChangeReceipt {
  @Field(() => String, { description: 'Code of the organisation.' })
  organisation!: string;

  @Field(() => String, { description: 'UTC.' })
  noticedAt!: string;

  @Field(() => String, { nullable: true, description: 'UTC; null: not yet.' })
  acknowledgedAt!: string | null;
}

@Public()
@ObjectType({ description: 'One column before and after.', simpleResolvers: true })
export class ColumnChange {
  @Field(() => String)
  item!: string;

  @Requires(RIGHTS)
  @Field(() => String, { nullable: true })
  before!: string | null;

  @Requires(RIGHTS)
  @Field(() => String, { nullable: true })
  after!: string | null;
}

@Public()
@ObjectType({ description: 'What somebody had corrected of a person.', simpleResolvers: true })
export class Correction {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { description: 'Of the person.' })
  about!: string;

  @Field(() => DataCategoryEnum)
  category!: string;

  @Field(() => ChangeStateEnum)
  state!: string;

  @Field(() => String, { nullable: true, description: 'Why it is not done yet.' })
  problem!: string | null;

  @Field(() => RoleEnum, { description: 'Of who asked for it.' })
  askedAs!: string;

  @Field(() => String, { description: 'UTC.' })
  recordedAt!: string;

  @Requires(RIGHTS)
  @Field(() => [ColumnChange], {
    nullable: true,
    description: 'For the person alone, of items that the person sees raw.',
  })
  changes!: readonly ColumnChange[] | null;

  @Field(() => [ChangeReceipt], { description: 'Joint users that were told.' })
  toldTo!: readonly ChangeReceipt[];
}
