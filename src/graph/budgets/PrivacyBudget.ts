import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { LocalDate } from '../types/LocalDate.js';
import { enumObject } from '../types/enums.js';

const BudgetScopeEnum = enumObject(['RECIPIENT', 'GLOBAL', 'LIFETIME']);
registerEnumType(BudgetScopeEnum, {
  name: 'BudgetScope',
  description:
    'RECIPIENT: of one recipient and purpose in a period. GLOBAL: of all recipients together in a period. LIFETIME: of all together for ever; when it is spent, its source answers with stored releases only.',
});
const SpendingStatusEnum = enumObject(['RESERVED', 'RELEASED', 'VOID', 'RECONCILED']);
registerEnumType(SpendingStatusEnum, {
  name: 'SpendingStatus',
  description:
    'RESERVED: under way. VOID: paid for and not answered, which is not paid back. RECONCILED: spent before the database was restored, by its witness; on what, is not known.',
});

@Public()
@ObjectType({ description: 'An amount of privacy loss.', simpleResolvers: true })
export class PrivacyLoss {
  @Field(() => Float, { description: 'rho of zero-concentrated differential privacy; exact.' })
  rho!: number;

  @Field(() => Float, {
    description: 'epsilon of that rho at the delta of the account, by the tight conversion, rounded up.',
  })
  epsilon!: number;
}

@Public()
@ObjectType({ description: 'One charge, and what was said for it.', simpleResolvers: true })
export class BudgetSpending {
  @Field(() => String, { nullable: true, description: 'Id of the release; null: RECONCILED.' })
  release!: string | null;

  @Field(() => String, { nullable: true, description: 'Null: RECONCILED, of all together.' })
  recipient!: string | null;

  @Field(() => String, { nullable: true })
  purpose!: string | null;

  @Field(() => String, { description: 'In words.' })
  question!: string;

  @Field(() => String, { nullable: true })
  snapshot!: string | null;

  @Field(() => String, { nullable: true })
  policyVersion!: string | null;

  @Field(() => PrivacyLoss)
  charged!: PrivacyLoss;

  @Field(() => String, { description: 'UTC.' })
  chargedAt!: string;

  @Field(() => SpendingStatusEnum)
  status!: string;
}

@Public()
@ObjectType({
  description: 'An account of privacy loss, for one source. The unit of privacy is the family.',
  simpleResolvers: true,
})
export class PrivacyBudget {
  @Field(() => BudgetScopeEnum)
  scope!: string;

  @Field(() => String, { nullable: true, description: 'Organisation; null: all together.' })
  recipient!: string | null;

  @Field(() => String, { nullable: true })
  purpose!: string | null;

  @Field(() => String, { nullable: true, description: 'e.g. 2026-Q4; null: for ever.' })
  period!: string | null;

  @Field(() => String)
  source!: string;

  @Field(() => PrivacyLoss)
  cap!: PrivacyLoss;

  @Field(() => PrivacyLoss)
  spent!: PrivacyLoss;

  @Field(() => PrivacyLoss, {
    nullable: true,
    description: 'Null: without limit, as in the sandbox, where no cap is held.',
  })
  remaining!: PrivacyLoss | null;

  @Field(() => Float)
  delta!: number;

  @Field(() => LocalDate, { nullable: true, description: 'First day of the next period; null: never.' })
  renewsOn!: string | null;

  @Field(() => Boolean, {
    description:
      'The database was restored from an older backup: nothing can be bought until an operator has reconciled the accounts.',
  })
  closed!: boolean;
}
