import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Programme } from './Programme.js';

/** A campaign of a programme, open from `starts_on` to `ends_on`. */
@Entity({ tableName: 'campaigns' })
export class Campaign {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Programme, { index: true })
  programme!: Rel<Programme>;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'date' })
  startsOn!: string;

  @Property({ type: 'date' })
  endsOn!: string;
}
