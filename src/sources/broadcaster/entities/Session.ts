import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Staff } from './Staff.js';

/** One session held with a class of the club. */
@Entity({ tableName: 'sessions' })
@Index({ properties: ['classReference'] })
export class Session {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'integer' })
  classReference!: number;

  @ManyToOne(() => Staff, { index: true })
  staff!: Rel<Staff>;

  @Property({ type: 'date' })
  heldOn!: string;

  @Property({ type: 'text' })
  topic!: string;
}
