import 'reflect-metadata';
import { Enum, Property } from '@mikro-orm/decorators/legacy';

/** What the club keeps of a guardian and of a child alike. */
export abstract class Person {
  @Property({ type: 'text' })
  familyName!: string;

  @Property({ type: 'text' })
  givenName!: string;

  @Property({ type: 'text' })
  familyKana!: string;

  @Property({ type: 'text' })
  givenKana!: string;

  @Enum({ items: ['FEMALE', 'MALE', 'OTHER'] })
  sex!: 'FEMALE' | 'MALE' | 'OTHER';

  @Property({ type: 'date' })
  birthDate!: string;

  @Property({ type: 'text' })
  postalCode!: string;

  @Property({ type: 'text' })
  prefecture!: string;

  @Property({ type: 'text' })
  municipalityCode!: string;

  @Property({ type: 'text' })
  municipalityName!: string;

  @Property({ type: 'text' })
  street!: string;

  @Property({ type: 'text', nullable: true })
  phone!: string | null;

  @Property({ type: 'text', nullable: true })
  email!: string | null;

  @Property({ type: 'date' })
  registeredOn!: string;

  @Property({ type: 'date', nullable: true })
  leftOn!: string | null;

  @Property({ type: 'date', nullable: true })
  deceasedOn!: string | null;
}
