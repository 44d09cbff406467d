import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Course } from './Course.js';

/** One group of a course in one term, e.g. 2026-2; `weekday` 1 = Monday to 7 = Sunday. */
@Entity({ tableName: 'classes' })
@Index({ properties: ['term'] })
@Check({ name: 'classes_weekday_check', expression: 'weekday >= 1 and weekday <= 7' })
export class Class {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Course, { index: true })
  course!: Rel<Course>;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  term!: string;

  @Property({ type: 'smallint' })
  weekday!: number;

  @Property({ type: 'time', columnType: 'time' })
  startsAt!: string;

  @Property({ type: 'text' })
  venue!: string;

  @Property({ type: 'text' })
  municipalityCode!: string;

  @Property({ type: 'integer' })
  capacity!: number;
}
