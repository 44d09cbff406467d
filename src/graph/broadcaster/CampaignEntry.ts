import { Field, ObjectType } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Strip } from '../../../directives/strip.js';
import { Subject } from '../../../directives/subject.js';
import { LocalDate } from '../types/LocalDate.js';

@Subject({ kind: 'GUARDIAN' })
@ObjectType({ description: "A guardian's entry in a campaign of the broadcaster.", simpleResolvers: true })
export class CampaignEntry {
  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  enteredOn!: string | null;
}
