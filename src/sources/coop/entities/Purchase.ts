import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Member } from './Member.js';
import { Product } from './Product.js';
import { Shop } from './Shop.js';

/** One line of a receipt; `amount` in yen, for the whole quantity. */
@Entity({ tableName: 'purchases' })
@Index({
  name: 'purchases_member_history_index',
  expression: 'create index "purchases_member_history_index" on "purchases" ("member_id", "purchased_on" desc, "id")',
})
@Check({ name: 'purchases_quantity_check', expression: 'quantity > 0' })
@Check({ name: 'purchases_amount_check', expression: 'amount >= 0' })
export class Purchase {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Member)
  member!: Rel<Member>;

  @ManyToOne(() => Shop)
  shop!: Rel<Shop>;

  @ManyToOne(() => Product)
  product!: Rel<Product>;

  @Property({ type: 'text' })
  receiptNumber!: string;

  @Property({ type: 'date' })
  purchasedOn!: string;

  @Property({ type: 'integer' })
  quantity!: number;

  @Property({ type: 'integer' })
  amount!: number;
}
