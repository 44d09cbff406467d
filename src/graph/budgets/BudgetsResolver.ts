import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { NorenError } from '../../errors.js';
import {
  areBudgetsClosed,
  readBudgets,
  readSpending,
  type BudgetsAsked,
  type Spending,
} from '../../ledger/readBudgets.js';
import { budgetPeriod, isBudgetPeriod } from '../../statistics/accounting/period.js';
import type { RequestContext } from '../context.js';
import { BudgetSpending, PrivacyBudget } from './PrivacyBudget.js';
import { accountOf, loss, published, withUnopened } from './publishedBudget.js';

const MOST_SPENDINGS = 500;

/** A class, because type-graphql drops the directives of single arguments of a field resolver. */
@ArgsType()
export class SpendingArguments {
  @Public()
  @Field(() => Int, { defaultValue: 50 })
  first!: number;
}

@Resolver(() => PrivacyBudget)
export class BudgetsResolver {
  @Public()
  @Query(() => [PrivacyBudget], {
    nullable: true,
    description:
      'What may still be learnt, and what was. Own accounts; the privacy manager, for GOVERNANCE, sees those of all.',
  })
  async budgets(
    @Ctx() context: RequestContext,
    @Public()
    @Arg('recipient', () => String, {
      nullable: true,
      description: 'Organisation; absent: the own, or for the privacy manager all.',
    })
    recipient?: string | null,
    @Public()
    @Arg('period', () => String, { nullable: true, description: 'e.g. 2026-Q4; absent: the current one.' })
    period?: string | null,
  ): Promise<PrivacyBudget[]> {
    const { organisation } = context.caller;
    if (!overseesBudgets(context) && (recipient ?? organisation) !== organisation) {
      throw new NorenError(
        'REFUSED',
        'Query.budgets: only the privacy manager, for GOVERNANCE, sees the accounts of others.',
      );
    }
    const { isSandbox: unlimited, budgets } = context.environment;
    const { pool } = budgets;
    const current = budgetPeriod(context.today, context.policy.statistics.budgets.period);
    const asked = {
      recipient: recipient ?? (overseesBudgets(context) ? null : organisation),
      period: period ?? current,
    };
    refuseUnknown(asked, context);
    const [statements, closed] = await Promise.all([readBudgets(pool, asked), areBudgetsClosed(pool)]);
    const all = asked.period === current ? withUnopened(statements, asked, context) : statements;
    return all.map((statement) => published(statement, context.policy, { closed, unlimited }));
  }

  @Public()
  @FieldResolver(() => [BudgetSpending], {
    nullable: true,
    description:
      'What it was spent on, latest first. Null for the accounts of all together but to the privacy manager.',
  })
  async spending(
    @Root() budget: PrivacyBudget,
    @Ctx() context: RequestContext,
    @Args(() => SpendingArguments) { first }: SpendingArguments,
  ): Promise<BudgetSpending[] | null> {
    if (budget.scope !== 'RECIPIENT' && !overseesBudgets(context)) return null;
    if (!(first >= 1 && first <= MOST_SPENDINGS)) {
      throw new NorenError(
        'BAD_INPUT',
        `PrivacyBudget.spending: first must be from 1 to ${MOST_SPENDINGS} and is ${first}`,
      );
    }
    const rows = await readSpending(context.environment.budgets.pool, accountOf(budget), first);
    return rows.map((row) => spendingOf(row, context.policy.statistics.budgets.delta));
  }
}

/** What is mistyped must not be answered as an account from which nothing was bought. */
function refuseUnknown({ recipient, period }: BudgetsAsked, { caller, policy }: RequestContext): void {
  if (recipient !== null && recipient !== caller.organisation && !Object.hasOwn(policy.organisations, recipient)) {
    throw new NorenError('BAD_INPUT', `Query.budgets: recipient "${recipient}" is no organisation of the policy`);
  }
  if (!isBudgetPeriod(period)) {
    throw new NorenError(
      'BAD_INPUT',
      `Query.budgets: "${period}" is not a period: write e.g. 2026-Q4, 2026-11 or 2026`,
    );
  }
}

function overseesBudgets({ caller, purpose }: RequestContext): boolean {
  return caller.roles.includes('PRIVACY_MANAGER') && purpose === 'GOVERNANCE';
}

function spendingOf({ words, nanoRho, ...spending }: Spending, delta: string): BudgetSpending {
  return { ...spending, question: words, charged: loss(nanoRho, delta) };
}
