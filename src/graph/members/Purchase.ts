import { Field, Int, ObjectType } from 'type-graphql';
import { Generalise } from '../../../directives/generalise.js';
import { Personal } from '../../../directives/personal.js';
import { Strip } from '../../../directives/strip.js';
import type { AmountClass } from '../../disclosure/amountClass.js';
import { AmountClassEnum } from '../types/enums.js';
import { Municipality } from '../types/Municipality.js';
import { LocalDate } from '../types/LocalDate.js';

@ObjectType({
  description: 'A purchase at the co-op. Generalised: month, product category, amount class and place, never the item.',
  simpleResolvers: true,
})
export class Purchase {
  @Personal({ category: 'PURCHASE_HISTORY', reveals: 'GENERALISED' })
  @Generalise({ to: 'MONTH' })
  @Field(() => String, { nullable: true, description: 'YYYY-MM.' })
  month!: string | null;

  @Personal({ category: 'PURCHASE_HISTORY', reveals: 'GENERALISED' })
  @Generalise({ to: 'PRODUCT_CATEGORY' })
  @Field(() => String, { nullable: true })
  productCategory!: string | null;

  @Personal({ category: 'PURCHASE_HISTORY', reveals: 'GENERALISED' })
  @Generalise({ to: 'AMOUNT_CLASS' })
  @Field(() => AmountClassEnum, { nullable: true })
  amountClass!: AmountClass | null;

  @Personal({ category: 'PURCHASE_HISTORY', reveals: 'GENERALISED' })
  @Generalise({ to: 'PLACE' })
  @Field(() => Municipality, { nullable: true, description: 'Where the shop is.' })
  shopMunicipality!: Municipality | null;

  @Personal({ category: 'PURCHASE_HISTORY' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  purchasedOn!: string | null;

  @Personal({ category: 'PURCHASE_HISTORY' })
  @Strip()
  @Field(() => String, { nullable: true })
  product!: string | null;

  @Personal({ category: 'PURCHASE_HISTORY' })
  @Strip()
  @Field(() => Int, { nullable: true })
  quantity!: number | null;

  @Personal({ category: 'PURCHASE_HISTORY' })
  @Strip()
  @Field(() => Int, { nullable: true, description: 'Yen.' })
  amount!: number | null;

  @Personal({ category: 'PURCHASE_HISTORY' })
  @Strip()
  @Field(() => String, { nullable: true })
  shop!: string | null;

  @Personal({ category: 'PURCHASE_HISTORY' })
  @Strip()
  @Field(() => String, { nullable: true })
  receiptNumber!: string | null;
}
