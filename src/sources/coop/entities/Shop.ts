import 'reflect-metadata';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A shop and the delivery area it serves. */
@Entity({ tableName: 'shops' })
export class Shop {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  municipalityCode!: string;

  @Property({ type: 'text' })
  area!: string;
}
