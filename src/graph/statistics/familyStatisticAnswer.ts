import { rhoToNumber } from '../../statistics/accounting/rho.js';
import { buyFamilies, type FamilyPurchase } from '../../statistics/buyFamilies.js';
import { present, type NoisyNumber } from '../../statistics/present.js';
import { quoteFamilies } from '../../statistics/quoteFamilies.js';
import type { RequestContext } from '../context.js';

/** One question as it is answered: nothing is charged or read before a field that needs it is resolved. */
export class FamilyStatisticAnswer {
  #bought: Promise<Bought | null> | undefined;

  constructor(
    private readonly context: RequestContext,
    private readonly purchase: FamilyPurchase,
    private readonly path: string,
    /** Whether the cells are selected. Its price, what it cost and its release alone buy nothing. */
    private readonly isBought: boolean,
  ) {}

  async quote() {
    const quote = await quoteFamilies(this.purchase, this.context.environment.statistics.ports);
    return {
      rho: Number(quote.rho),
      epsilon: Number(quote.epsilon),
      delta: Number(quote.delta),
      cells: quote.cells,
      remainingAfter: quote.affordable ? Number(quote.remainingAfter) : null,
      halfWidth95: quote.halfWidth95,
      alreadyReleased: quote.alreadyReleased,
    };
  }

  async cells() {
    return (await this.#buy())?.cells ?? null;
  }

  async spent() {
    return this.isBought ? ((await this.#buy())?.spent ?? null) : null;
  }

  async release() {
    return this.isBought ? ((await this.#buy())?.release ?? null) : null;
  }

  #buy(): Promise<Bought | null> {
    this.#bought ??= this.#purchased();
    return this.#bought;
  }

  async #purchased(): Promise<Bought | null> {
    const { environment, recipientClasses } = this.context;
    const answer = await buyFamilies(this.purchase, environment.statistics.ports);
    if (answer.kind === 'REFUSED') {
      this.#reportRefusal(answer.refusal.refused);
      return null;
    }
    const reader = recipientClasses.includes('OWN_ORGANISATION') ? 'OWN' : 'OUTSIDE';
    const shown = present(answer.release, reader, this.purchase.settings);
    const charged = answer.chargedNano > 0n;
    return {
      cells: shown.cells.map(({ by, families }) => ({
        by: { municipality: by.MUNICIPALITY ?? null, ageBand: by.AGE_BAND ?? null },
        families: numbers(families),
      })),
      spent: {
        rho: rhoToNumber(answer.chargedNano),
        epsilon: charged ? Number(shown.spent.epsilon) : 0,
        delta: Number(shown.spent.delta),
        unit: shown.spent.unit,
        mechanism: shown.spent.mechanism,
      },
      release: shown.release,
    };
  }

  /** The budget is no secret of any family: it depends on questions and prices only (G11, A4-2b). */
  #reportRefusal(reason: string): void {
    this.context.report({
      path: `${this.path}.cells`,
      coordinate: 'FamilyStatistic.cells',
      category: null,
      subject: null,
      form: 'DENIED',
      otherwise: 'DENIED',
      condition: [],
      reason,
      rule: 'G11',
      clauses: ['A4-2b'],
      gate: 'G11',
      needs: [],
    });
  }
}

interface Bought {
  readonly cells: readonly object[];
  readonly spent: object;
  readonly release: object;
}

function numbers({ value, low, high, status }: NoisyNumber) {
  const plain = (number: bigint | null) => (number === null ? null : Number(number));
  return { value: plain(value), low: plain(low), high: plain(high), status };
}
