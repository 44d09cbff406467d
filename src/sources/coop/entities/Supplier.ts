import 'reflect-metadata';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A supplier; `corporate_number` has the 13 digits of a 法人番号 (invented). */
@Entity({ tableName: 'suppliers' })
export class Supplier {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text', unique: true })
  corporateNumber!: string;
}
