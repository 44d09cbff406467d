import 'reflect-metadata';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A household that takes part; the unit of privacy of every statistic. */
@Entity({ tableName: 'families' })
export class Family {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'date' })
  registeredOn!: string;
}
