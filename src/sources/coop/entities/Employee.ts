import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Member } from './Member.js';

/** An officer or employee of the co-op (subject kind OFFICER_OR_EMPLOYEE), perhaps a member too. */
@Entity({ tableName: 'employees' })
export class Employee {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Member, { nullable: true, index: true })
  member!: Rel<Member> | null;

  @Property({ type: 'text', unique: true })
  employeeNumber!: string;

  @Property({ type: 'text' })
  familyName!: string;

  @Property({ type: 'text' })
  givenName!: string;

  @Property({ type: 'text' })
  familyKana!: string;

  @Property({ type: 'text' })
  givenKana!: string;

  @Property({ type: 'text' })
  department!: string;

  @Property({ type: 'text' })
  phone!: string;

  @Property({ type: 'text' })
  email!: string;
}
