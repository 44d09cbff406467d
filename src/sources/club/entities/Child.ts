import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { Family } from './Family.js';
import { Person } from './Person.js';

/** A child participant; contact details are mostly the guardian’s and absent here. */
@Entity({ tableName: 'children' })
@Index({ properties: ['municipalityCode'] })
@Index({ properties: ['birthDate'] })
export class Child extends Person {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Family, { index: true })
  family!: Rel<Family>;
}
