import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Strip } from '../../../directives/strip.js';
import { enumObject } from '../types/enums.js';
import { LocalDate } from '../types/LocalDate.js';

const GuardianRelationEnum = enumObject(['MOTHER', 'FATHER', 'GRANDPARENT', 'OTHER']);
registerEnumType(GuardianRelationEnum, { name: 'GuardianRelation' });

const GuardianLinkStateEnum = enumObject(['ACTIVE', 'ENDED', 'DISPUTED']);
registerEnumType(GuardianLinkStateEnum, { name: 'GuardianLinkState' });

@ObjectType({ description: 'The tie of a guardian to a child, without the name of the other.', simpleResolvers: true })
export class GuardianLink {
  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => GuardianRelationEnum, { nullable: true })
  relation!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => GuardianLinkStateEnum, { nullable: true })
  state!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  startedOn!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  endedOn!: string | null;
}
