import { Field, ObjectType } from 'type-graphql';
import { Generalise } from '../../../directives/generalise.js';
import { Mask } from '../../../directives/mask.js';
import { Personal } from '../../../directives/personal.js';
import { Pseudonymise } from '../../../directives/pseudonymise.js';
import { Strip } from '../../../directives/strip.js';
import { Subject } from '../../../directives/subject.js';
import { PersonFields } from '../types/PersonFields.js';
import { LocalDate } from '../types/LocalDate.js';

@Subject({ kind: 'GUARDIAN' })
@ObjectType({ description: 'A guardian of participating children.', simpleResolvers: true })
export class Guardian extends PersonFields {
  @Personal({ category: 'MEMBER_CODE' })
  @Mask({ by: 'MEMBER_CODE' })
  @Pseudonymise({ domain: 'MEMBER_CODE' })
  @Field(() => String, {
    nullable: true,
    description: 'Code of the co-op member that the guardian is; or a pseudonym, P-….',
  })
  memberCode!: string | null;

  @Personal({ category: 'PURCHASE_HISTORY', reveals: 'GENERALISED' })
  @Generalise({ to: 'PURCHASE_SEGMENT' })
  @Field(() => String, {
    nullable: true,
    description:
      "What the family spent at the co-op in the 12 full months before the last snapshot, in yen: 5000-9999, 40000+, NONE; ANY where too few of the row's class share it.",
  })
  purchaseSegment!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  registeredOn!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true, description: 'Day of leaving the Club.' })
  leftOn!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true, description: 'Since when the family takes part.' })
  familyRegisteredOn!: string | null;
}
