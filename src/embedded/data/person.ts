import { dateOf, type Day } from './calendar.js';
import type { Name, Sex } from './names.js';
import type { Address } from './places.js';
import type { Random } from './random.js';

/** A synthetic person; nobody of this name at this address is meant. */
export interface Person {
  readonly family: Name;
  readonly given: Name;
  readonly sex: Sex;
  readonly born: Day;
  readonly address: Address;
  readonly phone: string | null;
  readonly email: string | null;
}

/**
 * Japanese mobile numbers have no 0 after 090 or 070, so these look real and reach nobody (numbering plan of the
 * Ministry of Internal Affairs and Communications).
 */
export function mobileNumber(random: Random): string {
  return `${random.pick(['090', '070'])}-0${digits(random, 3)}-${digits(random, 4)}`;
}

/** Sendai's area code with an exchange beginning with 0, which does not exist. */
export function officeNumber(random: Random): string {
  return `022-0${digits(random, 2)}-${digits(random, 4)}`;
}

/** Under domains that are reserved for examples (RFC 2606, JPRS). */
export function mailAddress(random: Random, family: Name, given: Name, domain?: string): string {
  const host = domain ?? random.pick(['example.jp', 'example.com', 'example.ne.jp', 'mail.example.com']);
  return `${given.latin}.${family.latin}${random.integer(1, 99)}@${host}`;
}

/** The columns that the club keeps of guardians and children alike, in order. */
export const PERSON_COLUMNS = [
  'family_name',
  'given_name',
  'family_kana',
  'given_kana',
  'sex',
  'birth_date',
  'postal_code',
  'prefecture',
  'municipality_code',
  'municipality_name',
  'street',
  'phone',
  'email',
] as const;

export function personCells(person: Person): readonly (string | null)[] {
  const { address } = person;
  return [
    person.family.kanji,
    person.given.kanji,
    person.family.kana,
    person.given.kana,
    person.sex,
    dateOf(person.born),
    address.postalCode,
    address.prefecture,
    address.municipalityCode,
    address.municipalityName,
    address.street,
    person.phone,
    person.email,
  ];
}

function digits(random: Random, count: number): string {
  return String(random.integer(0, 10 ** count - 1)).padStart(count, '0');
}
