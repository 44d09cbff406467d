import { Field, ID, ObjectType } from 'type-graphql';
import { Mask } from '../../../directives/mask.js';
import { Personal } from '../../../directives/personal.js';
import { Public } from '../../../directives/public.js';

/** What is known of a person who works for the co-op, a supplier or the broadcaster. */
@ObjectType()
export abstract class WorkerFields {
  @Public()
  @Field(() => ID, { description: 'Opaque, and of this recipient only: another recipient sees another id.' })
  id!: string;

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
