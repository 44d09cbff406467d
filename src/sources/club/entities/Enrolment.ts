import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Child } from './Child.js';
import { Class } from './Class.js';

/** A child in a class (category UNLISTED). */
@Entity({ tableName: 'enrolments' })
@Unique({ properties: ['child', 'class'] })
export class Enrolment {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Child)
  child!: Rel<Child>;

  @ManyToOne(() => Class, { index: true })
  class!: Rel<Class>;

  @Enum({ items: ['ACTIVE', 'FINISHED', 'WITHDRAWN'] })
  state!: 'ACTIVE' | 'FINISHED' | 'WITHDRAWN';

  @Property({ type: 'date' })
  enrolledOn!: string;

  @Property({ type: 'date', nullable: true })
  endedOn!: string | null;
}
