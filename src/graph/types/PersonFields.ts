import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Generalise } from '../../../directives/generalise.js';
import { Mask } from '../../../directives/mask.js';
import { Personal } from '../../../directives/personal.js';
import { Pseudonymise } from '../../../directives/pseudonymise.js';
import { Public } from '../../../directives/public.js';
import { Strip } from '../../../directives/strip.js';
import type { AgeBand } from '../../disclosure/ageBand.js';
import { AgeBandEnum, SexEnum } from './enums.js';
import { Municipality } from './Municipality.js';
import { LocalDate } from './LocalDate.js';

/** What is known of every person, with its label. Rows are plain objects; these classes only describe what is published. */
@ObjectType()
export abstract class PersonFields {
  @Public()
  @Field(() => ID, { description: 'Opaque, and of this recipient only: another recipient sees another id.' })
  id!: string;

  @Personal({ category: 'NAME' })
  @Mask({ by: 'NAME' })
  @Pseudonymise({ domain: 'NAME' })
  @Field(() => String, {
    nullable: true,
    description: 'Family and given name; masked: 宮＊＊ 花＊＊; or a pseudonym, P-….',
  })
  name!: string | null;

  @Personal({ category: 'NAME' })
  @Mask({ by: 'NAME' })
  @Field(() => String, { nullable: true, description: 'The name in katakana.' })
  kana!: string | null;

  @Personal({ category: 'SEX' })
  @Generalise({ to: 'UNSPECIFIED' })
  @Field(() => SexEnum, { nullable: true, description: 'UNSPECIFIED where it is generalised.' })
  sex!: string | null;

  @Personal({ category: 'BIRTH_DATE' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  birthDate!: string | null;

  @Personal({ category: 'BIRTH_DATE', reveals: 'MASKED' })
  @Mask({ by: 'BIRTH_YEAR' })
  @Field(() => Int, { nullable: true, description: 'Year of birth, of adults only.' })
  birthYear!: number | null;

  @Personal({ category: 'BIRTH_DATE', reveals: 'GENERALISED' })
  @Generalise({ to: 'AGE_BAND' })
  @Field(() => AgeBandEnum, { nullable: true })
  ageBand!: AgeBand | null;

  @Personal({ category: 'ADDRESS' })
  @Strip()
  @Field(() => String, { nullable: true })
  postalCode!: string | null;

  @Personal({ category: 'ADDRESS' })
  @Mask({ by: 'ADDRESS' })
  @Field(() => String, { nullable: true, description: 'Masked: 宮城県仙台市青葉区＊＊＊.' })
  address!: string | null;

  @Personal({ category: 'ADDRESS', reveals: 'GENERALISED' })
  @Generalise({ to: 'MUNICIPALITY' })
  @Field(() => Municipality, { nullable: true })
  municipality!: Municipality | null;

  @Personal({ category: 'PHONE' })
  @Mask({ by: 'PHONE' })
  @Field(() => String, {
    nullable: true,
    description: 'Masked: 090-****-5678 inside the Club, 090-****-**78 elsewhere.',
  })
  phone!: string | null;

  @Personal({ category: 'EMAIL' })
  @Mask({ by: 'EMAIL' })
  @Field(() => String, { nullable: true, description: 'Masked: t***@***.jp.' })
  email!: string | null;
}
