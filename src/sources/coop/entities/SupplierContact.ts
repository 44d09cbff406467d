import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Supplier } from './Supplier.js';

/** A person at a supplier (subject kind SUPPLIER_CONTACT). */
@Entity({ tableName: 'supplier_contacts' })
export class SupplierContact {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Supplier, { index: true })
  supplier!: Rel<Supplier>;

  @Property({ type: 'text' })
  familyName!: string;

  @Property({ type: 'text' })
  givenName!: string;

  @Property({ type: 'text' })
  familyKana!: string;

  @Property({ type: 'text' })
  givenKana!: string;

  @Property({ type: 'text' })
  phone!: string;

  @Property({ type: 'text' })
  email!: string;
}
