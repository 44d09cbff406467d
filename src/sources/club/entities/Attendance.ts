import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Enrolment } from './Enrolment.js';

/** Presence of an enrolled child on one day. */
@Entity({ tableName: 'attendance' })
@Unique({ properties: ['enrolment', 'heldOn'] })
export class Attendance {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Enrolment)
  enrolment!: Rel<Enrolment>;

  @Property({ type: 'date' })
  heldOn!: string;

  @Enum({ items: ['PRESENT', 'ABSENT', 'LATE'] })
  status!: 'PRESENT' | 'ABSENT' | 'LATE';
}
