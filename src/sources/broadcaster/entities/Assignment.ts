import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Staff } from './Staff.js';

/** Staff in charge of a class of the club, by its row key (condition OWN_CLASS). */
@Entity({ tableName: 'assignments' })
@Index({ properties: ['classReference'] })
export class Assignment {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Staff, { index: true })
  staff!: Rel<Staff>;

  @Property({ type: 'integer' })
  classReference!: number;

  @Property({ type: 'date' })
  startsOn!: string;

  @Property({ type: 'date', nullable: true })
  endsOn!: string | null;
}
