import { Field, InputType, registerEnumType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { MIYAGI } from '../../statistics/domain/miyagi.js';
import type { Correctable, Corrections } from '../../rights/correction.js';
import { NorenError } from '../../errors.js';
import { enumObject, SexEnum } from '../types/enums.js';
import { LocalDate } from '../types/LocalDate.js';

const EMPTIED_ITEMS = ['PHONE', 'EMAIL'] as const;
const EmptiedItemEnum = enumObject(EMPTIED_ITEMS);
registerEnumType(EmptiedItemEnum, { name: 'EmptiedItem', description: 'What a record may be without.' });
export const CORRECTION_ENUMS = ['EmptiedItem'] as const;

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

  @Field(() => [EmptiedItemEnum], {
    nullable: true,
    description: 'What should not stand there any more. A null above is as good as nothing said.',
  })
  empty?: readonly (typeof EMPTIED_ITEMS)[number][] | null;
}

/** The input by category, in the columns of the sources. @throws NorenError BAD_INPUT for an item that is given and emptied */
export function correctionsOf(input: CorrectionInput): Corrections {
  const { name, sex, birthDate, address, phone, email, empty } = input;
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
  for (const item of empty ?? []) {
    if (made[item] !== undefined) throw new NorenError('BAD_INPUT', `empty: ${item} is given a value as well`);
    made[item] = { [item === 'PHONE' ? 'phone' : 'email']: null };
  }
  return made;
}
