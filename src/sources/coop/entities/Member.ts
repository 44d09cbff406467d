import 'reflect-metadata';
import { Check, Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A member of the co-op; `member_code` is what the club knows, `id` never leaves the gateway. */
@Entity({ tableName: 'members' })
@Index({ properties: ['municipalityCode'] })
@Check({ name: 'members_member_code_check', expression: `member_code ~ '^[0-9]{8}$'` })
export class Member {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text', unique: true })
  memberCode!: string;

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

  @Property({ type: 'text' })
  phone!: string;

  @Property({ type: 'text', nullable: true })
  email!: string | null;

  @Property({ type: 'boolean' })
  isEmployee!: boolean;

  @Property({ type: 'date' })
  joinedOn!: string;

  @Property({ type: 'date', nullable: true })
  deceasedOn!: string | null;
}
