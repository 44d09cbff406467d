import { Field, InputType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { MIYAGI } from '../../statistics/domain/miyagi.js';
import type { Correctable, Corrections } from '../../rights/correction.js';
import { SexEnum } from '../types/enums.js';
import { LocalDate } from '../types/LocalDate.js';

@Public()
@InputType()
export class NameInput {
  @Field(() => String)
  familyName!: string;

  @Field(() => String)
  givenName!: string;

  @Field(() => String, { description: 'Katakana.' })
  familyKana!: string;

  @Field(() => String, { description: 'Katakana.' })
  givenKana!: string;
}

@Public()
@InputType()
export class AddressInput {
  @Field(() => String, { description: '980-0811.' })
  postalCode!: string;

  @Field(() => String, { defaultValue: '宮城県' })
  prefecture!: string;

  @Field(() => String, { description: 'JIS code of the municipality, in Sendai of the ward.' })
  municipalityCode!: string;

  @Field(() => String, { nullable: true, description: 'Follows from the code in Miyagi.' })
  municipalityName?: string | null;

  @Field(() => String, { description: 'From the district on.' })
  street!: string;
}

@Public()
@InputType({ description: 'What should stand there from now on; what is left out stays.' })
export class CorrectionInput {
  @Field(() => NameInput, { nullable: true })
  name?: NameInput | null;

  @Field(() => SexEnum, { nullable: true })
  sex?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'At the desk only, with a document: rights depend on the age.',
  })
  birthDate?: string | null;

  @Field(() => AddressInput, { nullable: true })
  address?: AddressInput | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => String, { nullable: true })
  email?: string | null;
}

/** The input by category, in the columns of the sources. */
export function correctionsOf({ name, sex, birthDate, address, phone, email }: CorrectionInput): Corrections {
  const made: Partial<Record<Correctable, Readonly<Record<string, string | null>>>> = {};
  if (name) {
    const { familyName, givenName, familyKana, givenKana } = name;
    made.NAME = { family_name: familyName, given_name: givenName, family_kana: familyKana, given_kana: givenKana };
  }
  if (address) {
    const { postalCode, prefecture, municipalityCode: code, municipalityName, street } = address;
    const place = municipalityName ?? MIYAGI.find((known) => known.code === code)?.name ?? null;
    made.ADDRESS = { postal_code: postalCode, prefecture, municipality_code: code, municipality_name: place, street };
  }
  if (typeof sex === 'string') made.SEX = { sex };
  if (typeof birthDate === 'string') made.BIRTH_DATE = { birth_date: birthDate };
  if (typeof phone === 'string') made.PHONE = { phone };
  if (typeof email === 'string') made.EMAIL = { email };
  return made;
}
