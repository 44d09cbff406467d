import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ProductCategory } from './ProductCategory.js';

/** A product; its price in yen. */
@Entity({ tableName: 'products' })
export class Product {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => ProductCategory, { index: true })
  category!: Rel<ProductCategory>;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'integer' })
  listPrice!: number;
}
