import 'reflect-metadata';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Staff of the broadcaster or of one of its contractors; `organisation` is the code of the policy. */
@Entity({ tableName: 'staff' })
@Index({ properties: ['organisation'] })
export class Staff {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text' })
  organisation!: string;

  @Property({ type: 'text' })
  familyName!: string;

  @Property({ type: 'text' })
  givenName!: string;

  @Property({ type: 'text' })
  familyKana!: string;

  @Property({ type: 'text' })
  givenKana!: string;

  @Property({ type: 'text' })
  jobTitle!: string;

  @Property({ type: 'text' })
  phone!: string;

  @Property({ type: 'text' })
  email!: string;
}
