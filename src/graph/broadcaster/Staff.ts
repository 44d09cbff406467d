import { Field, ID, ObjectType } from 'type-graphql';
import { Mask } from '../../../directives/mask.js';
import { Personal } from '../../../directives/personal.js';
import { Public } from '../../../directives/public.js';
import { Subject } from '../../../directives/subject.js';

@Subject({ kind: 'OFFICER_OR_EMPLOYEE' })
@ObjectType({
  description: "Staff of the broadcaster or of its contractors who run the Club's classes.",
  simpleResolvers: true,
})
export class Staff {
  @Public()
  @Field(() => ID)
  id!: string;

  @Public()
  @Field(() => String, { description: 'Code of the organisation.' })
  organisation!: string;

  @Public()
  @Field(() => String)
  jobTitle!: string;

  @Personal({ category: 'NAME' })
  @Mask({ by: 'NAME' })
  @Field(() => String, { nullable: true })
  name!: string | null;

  @Personal({ category: 'NAME' })
  @Mask({ by: 'NAME' })
  @Field(() => String, { nullable: true })
  kana!: string | null;

  @Personal({ category: 'PHONE' })
  @Mask({ by: 'PHONE' })
  @Field(() => String, { nullable: true })
  phone!: string | null;

  @Personal({ category: 'EMAIL' })
  @Mask({ by: 'EMAIL' })
  @Field(() => String, { nullable: true })
  email!: string | null;
}
