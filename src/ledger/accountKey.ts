import type { BudgetAccount, BudgetCaps, BudgetScope } from '../statistics/releaseLedger.js';

/** Which account: by scope, recipient, purpose, period and source; what does not divide a scope is empty. */
export interface AccountKey {
  readonly scope: BudgetScope;
  readonly recipient: string;
  readonly purpose: string;
  readonly period: string;
  readonly source: string;
}

export interface CappedAccount {
  readonly key: AccountKey;
  readonly capNano: bigint;
}

/**
 * Recipient first, what everybody shares last, and sources by name: the rows that are most in demand are locked for the shortest time,
 * and nobody waits in a circle.
 */
export const CHARGING_ORDER: readonly BudgetScope[] = ['RECIPIENT', 'GLOBAL', 'LIFETIME'];

export function accountsOf(
  { account, caps }: { readonly account: BudgetAccount; readonly caps: BudgetCaps },
  scopes: readonly BudgetScope[] = CHARGING_ORDER,
): readonly CappedAccount[] {
  const sources = [...new Set(account.sources)].toSorted();
  return scopes.flatMap((scope) =>
    sources.map((source) => ({ key: keyOf(scope, account, source), capNano: capOf(scope, caps) })),
  );
}

/** The accounts of all together belong to no recipient and no purpose: they bound what all of them learn. */
function keyOf(scope: BudgetScope, { recipient, purpose, period }: BudgetAccount, source: string): AccountKey {
  switch (scope) {
    case 'RECIPIENT':
      return { scope, recipient, purpose, period, source };
    case 'GLOBAL':
      return { scope, recipient: '', purpose: '', period, source };
    case 'LIFETIME':
      return { scope, recipient: '', purpose: '', period: '', source };
  }
}

function capOf(scope: BudgetScope, caps: BudgetCaps): bigint {
  switch (scope) {
    case 'RECIPIENT':
      return caps.recipientNano;
    case 'GLOBAL':
      return caps.globalNano;
    case 'LIFETIME':
      return caps.lifetimeNano;
  }
}

export function keyValues({ scope, recipient, purpose, period, source }: AccountKey): readonly string[] {
  return [scope, recipient, purpose, period, source];
}

/** The key as one text, for maps and the witness. */
export function accountText(key: AccountKey): string {
  return JSON.stringify(keyValues(key));
}

export function parseAccountText(text: string): AccountKey {
  const [scope = 'GLOBAL', recipient = '', purpose = '', period = '', source = ''] = JSON.parse(text) as string[];
  return { scope: scope as BudgetScope, recipient, purpose, period, source };
}
