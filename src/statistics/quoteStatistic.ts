import { quote, type Quote } from './quote.js';
import { releaseText } from './releaseKey.js';
import type { ReleaseLedger } from './releaseLedger.js';
import { standingAfter, type StandingAfter } from './standingAfter.js';
import { capsOf, type StatisticPurchase } from './statisticPurchase.js';

/** A quote with where its buyer stands. */
export type StatisticQuote = Quote & StandingAfter;

/** Reads the ledger, never the data; spends nothing. */
export async function quoteStatistic(
  purchase: StatisticPurchase,
  ledger: Pick<ReleaseLedger, 'standing'>,
): Promise<StatisticQuote> {
  const { question, model, settings, snapshot, policy, account } = purchase;
  const price = quote(question, model, settings);
  const basis = { question, model, settings, mechanisms: price.mechanisms };
  const text = snapshot === null ? null : releaseText(basis, snapshot, policy);
  return { ...price, ...(await standingAfter(price.nanoRho, { text, account, caps: capsOf(settings) }, ledger)) };
}
