import type { Pool } from 'pg';
import { accountText, type AccountKey } from './accountKey.js';
import type { SpendWitness } from './spendWitness.js';

/** `budget`, the ledger, the account, and what it has spent, in nano-rho. */
const LINE = /^budget (\S+) (\[.*\]) (\d+)$/;

/**
 * What was spent, a line an account, for what is signed and kept outside the database: of the sources' lives and of the two latest periods, since
 * at the turn of a quarter both are charged, and no earlier one ever is again.
 */
export async function spentLines(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<AccountKey & { ledger: string; nano: string }>(
    `SELECT ledger, scope, recipient, purpose, period, source, spent_nano::text AS nano FROM budget_state, privacy_accounts
     WHERE spent_nano > 0 AND (period = ''
       OR period IN (SELECT DISTINCT period FROM privacy_accounts WHERE spent_nano > 0 ORDER BY period DESC LIMIT 2))
     ORDER BY scope, recipient, purpose, period, source`,
  );
  return rows.map(({ ledger, nano, ...key }) => `budget ${ledger} ${accountText(key)} ${nano}`);
}

/** What such lines witness, in whichever order they come. Other lines say nothing of a budget. */
export function linesWitness(lines: readonly string[]): Pick<SpendWitness, 'spent'> {
  const spent = lines.flatMap((line) => {
    const [, ledger, account, nano] = LINE.exec(line) ?? [];
    return ledger === undefined || account === undefined || nano === undefined
      ? []
      : [{ ledger, account, nano: BigInt(nano) }];
  });
  return {
    spent: (ledger) => {
      const known = new Map<string, bigint>();
      for (const { account, nano } of spent.filter((each) => each.ledger === ledger)) {
        if (nano > (known.get(account) ?? 0n)) known.set(account, nano);
      }
      return known;
    },
  };
}
