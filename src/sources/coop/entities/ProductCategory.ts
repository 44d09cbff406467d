import 'reflect-metadata';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** The level at which a purchase may leave in generalised form (clause A2(2)-i8). */
@Entity({ tableName: 'product_categories' })
export class ProductCategory {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  name!: string;
}
