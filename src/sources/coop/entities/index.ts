import { Employee } from './Employee.js';
import { Member } from './Member.js';
import { Product } from './Product.js';
import { ProductCategory } from './ProductCategory.js';
import { Purchase } from './Purchase.js';
import { Shop } from './Shop.js';
import { Supplier } from './Supplier.js';
import { SupplierContact } from './SupplierContact.js';

/** The tables of the co-op’s database, referenced ones first. */
export const COOP_ENTITIES = [
  Shop,
  ProductCategory,
  Product,
  Member,
  Purchase,
  Supplier,
  SupplierContact,
  Employee,
] as const;
