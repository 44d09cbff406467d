import { buyReach, presentReach, quoteReach, type ReachPurchase } from '../../statistics/buyReach.js';
import type { NoisyNumber } from '../../statistics/noisyNumber.js';
import type { RequestContext } from '../context.js';
import { leastFamilies } from '../rows/leastFamilies.js';
import { PublishedReach } from './publishedReach.js';
import { reportOutcome, spentOf } from './purchaseContext.js';
import type { ReachQuote } from './reachTypes.js';
import { StandingBefore } from './standingBefore.js';
import type { StatisticSpent } from './statisticTypes.js';

interface Bought {
  readonly families: NoisyNumber;
  readonly spent: StatisticSpent;
  readonly release: PublishedReach;
}

/** The reach of one audience as it is answered: nothing is charged or read before `families` is resolved. */
export class ReachAnswer {
  #bought: Promise<Bought | null> | undefined;
  readonly #before: StandingBefore;

  /** `buys`: whether `families` is selected. */
  constructor(
    private readonly context: RequestContext,
    private readonly purchase: ReachPurchase,
    private readonly path: string,
    private readonly buys: boolean,
  ) {
    this.#before = new StandingBefore(context.environment.statistics.ports.ledger);
  }

  /** Awaited before any of its fields is resolved. */
  async ready(): Promise<this> {
    if (this.buys) await this.#before.keep((ledger) => quoteReach(this.purchase, ledger));
    return this;
  }

  async quote(): Promise<ReachQuote> {
    const quote = await quoteReach(this.purchase, this.#before);
    return {
      rho: Number(quote.rho),
      epsilon: Number(quote.epsilon),
      delta: Number(quote.delta),
      remainingAfter: quote.affordable && quote.remainingAfter !== null ? Number(quote.remainingAfter) : null,
      halfWidth95: { families: quote.halfWidth95 },
      alreadyReleased: quote.alreadyReleased,
    };
  }

  async families(): Promise<NoisyNumber | null> {
    return (await this.#buy())?.families ?? null;
  }

  async spent(): Promise<StatisticSpent | null> {
    return this.buys ? ((await this.#buy())?.spent ?? null) : null;
  }

  async release(): Promise<PublishedReach | null> {
    return this.buys ? ((await this.#buy())?.release ?? null) : null;
  }

  #buy(): Promise<Bought | null> {
    this.#bought ??= this.#purchased();
    return this.#bought;
  }

  async #purchased(): Promise<Bought | null> {
    const answer = await buyReach(this.purchase, this.context.environment.statistics.ports);
    const place = { path: `${this.path}.families`, coordinate: 'AudienceReach.families' };
    if (answer.kind === 'REFUSED') {
      reportOutcome(this.context, place, answer.refusal.refused);
      return null;
    }
    const { release, chargedNano } = answer;
    const families = presentReach(release, leastFamilies(this.context));
    if (families.status === 'SUPPRESSED') reportOutcome(this.context, place, 'K_THRESHOLD');
    return { families, spent: spentOf(release, chargedNano), release: new PublishedReach(release, families) };
  }
}
