import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Family } from './Family.js';
import { Person } from './Person.js';

/** A guardian; `member_code` links to the co-op where there is a membership. */
@Entity({ tableName: 'guardians' })
@Index({ properties: ['memberCode'] })
@Index({ properties: ['municipalityCode'] })
export class Guardian extends Person {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Family, { index: true })
  family!: Rel<Family>;

  @Property({ type: 'text', nullable: true })
  memberCode!: string | null;
}
