import { NorenError } from '../../errors.js';
import { formatRational, type Rational } from '../rational.js';
import { gaussianSampler } from './discreteGaussian.js';
import { DrawStock } from './drawStock.js';
import { fixedTicks } from './fixedTicks.js';
import type { NoisePool } from './noisePool.js';
import type { UniformSource } from './uniformSource.js';

export interface NoisePoolOptions {
  readonly uniform: UniformSource;
  /** Resolves at the next instant at which a finished batch may be given out. @default every 20 ms */
  readonly tick?: () => Promise<void>;
  /** Draws made at a time; always as many, whatever was asked for. @default 4096 */
  readonly batch?: number;
  /** Batches made between two ticks where so many are waited for: no more than fit into a tick. @default 16 */
  readonly batches?: number;
  /** Draws kept ready for each variance that was asked for. @default 16384 */
  readonly ahead?: number;
  /** Variances that draws are kept ready for; the one that was longest not asked for goes. @default 64 */
  readonly variances?: number;
  /** Most draws that may be waited for at a time. @default 1000000 */
  readonly capacity?: number;
}

export interface ClosableNoisePool extends NoisePool {
  /** No further draws: who waits is refused. */
  close(): Promise<void>;
}

const DEFAULTS = { batch: 4_096, batches: 16, ahead: 16_384, variances: 64, capacity: 1_000_000 } as const;

/**
 * Fills itself in batches of one size, between requests. Batches are made whole and given out at the next tick, as many together as are waited
 * for, so that neither their making nor the time of their coming tells how large their numbers are (Jin et al. 2022 read them off the time
 * of one draw).
 */
export function createNoisePool(options: NoisePoolOptions): ClosableNoisePool {
  return new FilledPool({ tick: fixedTicks(20), ...DEFAULTS, ...options });
}

type Draws = ReturnType<DrawStock['draw']>;

class FilledPool implements ClosableNoisePool {
  /** By variance, the one asked for last at the end. */
  readonly #stocks = new Map<string, DrawStock>();
  #filling: Promise<void> | null = null;
  #closed = false;

  constructor(private readonly options: Required<NoisePoolOptions>) {}

  async take(sigma2: Rational, count: number): Promise<readonly bigint[]> {
    if (this.#closed) throw unavailable('the pool of noise is closed');
    if (this.#waitedFor() + count > this.options.capacity) {
      throw unavailable(`${count} draws are more than the pool of noise can hold beside what others wait for`);
    }
    const drawn = this.#stockOf(sigma2).take(count);
    this.#filling ??= this.#fill();
    return drawn;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#refuseAll(unavailable('the pool of noise is closed'));
    await this.#filling;
  }

  #stockOf(sigma2: Rational): DrawStock {
    const key = formatRational(sigma2);
    const stock = this.#stocks.get(key) ?? new DrawStock(gaussianSampler(sigma2));
    this.#stocks.delete(key);
    this.#stocks.set(key, stock);
    for (const [name, idle] of this.#stocks) {
      if (this.#stocks.size <= this.options.variances) break;
      if (idle.waitedFor === 0) this.#stocks.delete(name);
    }
    return stock;
  }

  #waitedFor(): number {
    return [...this.#stocks.values()].reduce((sum, { waitedFor }) => sum + waitedFor, 0);
  }

  /** For each batch of the next tick the stock it is for: who waits first, oldest variance first; else one of what is to be kept ready. */
  #wanted(): readonly DrawStock[] {
    const { batch, batches, ahead } = this.options;
    const stocks = [...this.#stocks.values()];
    const waitedFor = stocks.flatMap((stock) =>
      Array.from({ length: Math.ceil(Math.max(0, stock.waitedFor - stock.ready) / batch) }, () => stock),
    );
    if (waitedFor.length > 0) return waitedFor.slice(0, batches);
    return stocks.filter(({ ready }) => ready < ahead).slice(-1);
  }

  async #fill(): Promise<void> {
    const { tick } = this.options;
    try {
      await tick(); // batches begin at a tick, so that only what is longer than a whole tick could come late
      for (let wanted = this.#wanted(); wanted.length > 0 && !this.#closed; wanted = this.#wanted()) {
        const drawn: (readonly [DrawStock, Draws])[] = [];
        for (const stock of wanted) drawn.push([stock, await this.#draw(stock)]);
        await tick();
        for (const [stock, draws] of drawn) stock.add(draws);
      }
    } catch (cause) {
      this.#refuseAll(unavailable('no noise can be drawn', cause));
    } finally {
      this.#filling = null;
    }
  }

  /** Requests come between two batches. */
  async #draw(stock: DrawStock): Promise<Draws> {
    const draws = stock.draw(this.options.batch, this.options.uniform);
    await new Promise((resolve) => void setImmediate(resolve));
    return draws;
  }

  #refuseAll(error: NorenError): void {
    for (const stock of this.#stocks.values()) stock.refuse(error);
    this.#stocks.clear();
  }
}

function unavailable(why: string, cause?: unknown): NorenError {
  return new NorenError('STATISTIC_UNAVAILABLE', `statistics: ${why}.`, {}, cause === undefined ? {} : { cause });
}
