import { amountClassSql } from '../../disclosure/amountClass.js';
import { monthSql } from '../../disclosure/month.js';
import type { SourceTable } from '../sourceTable.js';

/** Purchases of a member: single items only raw; month, category, amount class and place when generalised. */
export const purchaseTable: SourceTable = {
  source: 'coop',
  from: 'purchases p JOIN products pr ON pr.id = p.product_id JOIN product_categories pc ON pc.id = pr.category_id JOIN shops sh ON sh.id = p.shop_id',
  key: 'p.member_id',
  keyType: 'int4',
  ownSubject: { kind: 'COOP_MEMBER', key: 'p.member_id' },
  personal: {
    purchasedOn: { RAW: 'p.purchased_on' },
    product: { RAW: 'pr.name' },
    quantity: { RAW: 'p.quantity' },
    amount: { RAW: 'p.amount' },
    receiptNumber: { RAW: 'p.receipt_number' },
    shop: { RAW: 'sh.name' },
    month: { GENERALISED: monthSql('p.purchased_on') },
    productCategory: { GENERALISED: 'pc.name' },
    amountClass: { GENERALISED: amountClassSql('p.amount') },
    shopMunicipality: { GENERALISED: 'sh.municipality_code' },
  },
  open: {},
  links: { parent: 'p.member_id' },
  conditions: {},
  lifeStage: null,
  living: 'TRUE',
};
