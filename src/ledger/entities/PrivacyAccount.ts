import 'reflect-metadata';
import { Check, Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';

/** What one recipient and purpose, or all together, may learn and have learnt in a quarter or for ever; in nano-rho. Charged by SQL only. */
@Entity({ tableName: 'privacy_accounts' })
@Unique({ name: 'privacy_accounts_key_unique', properties: ['scope', 'recipient', 'purpose', 'period', 'source'] })
@Check({ name: 'privacy_accounts_spent_check', expression: 'spent_nano >= 0 and spent_nano <= cap_nano' })
export class PrivacyAccount {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Enum({ items: ['RECIPIENT', 'GLOBAL', 'LIFETIME'] })
  scope!: 'RECIPIENT' | 'GLOBAL' | 'LIFETIME';

  /** Empty but for RECIPIENT. */
  @Property({ type: 'text' })
  recipient!: string;

  /** Empty but for RECIPIENT. */
  @Property({ type: 'text' })
  purpose!: string;

  /** Empty for LIFETIME. */
  @Property({ type: 'text' })
  period!: string;

  @Property({ type: 'text' })
  source!: string;

  @Property({ type: 'bigint' })
  capNano!: bigint;

  @Property({ type: 'bigint', default: 0 })
  spentNano!: bigint;
}
