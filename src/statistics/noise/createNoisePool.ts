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

const DEFAULTS = { batch: 4_096, ahead: 16_384, variances: 64, capacity: 1_000_000 } as const;

/**
 * Fills itself in batches of one size, between requests. A batch is made whole and given out at the next tick, so that neither its
 * making nor the time of its coming tells how large its numbers are (Jin et al. 2022 read them off the time of one draw).
 */
export function createNoisePool(options: NoisePoolOptions): ClosableNoisePool {
  return new FilledPool({ tick: fixedTicks(20), ...DEFAULTS, ...options });
}

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

  /** Those who wait first, oldest variance first; then what is to be kept ready. */
  #mostWanted(): DrawStock | undefined {
    const stocks = [...this.#stocks.values()];
    return stocks.find(({ waitedFor }) => waitedFor > 0) ?? stocks.findLast(({ ready }) => ready < this.options.ahead);
  }

  async #fill(): Promise<void> {
    const { uniform, batch, tick } = this.options;
    try {
      await tick(); // a batch begins at a tick, so that only one longer than a whole tick could come late
      for (let stock = this.#mostWanted(); stock !== undefined && !this.#closed; stock = this.#mostWanted()) {
        const drawn = stock.draw(batch, uniform);
        await tick();
        stock.add(drawn);
      }
    } catch (cause) {
      this.#refuseAll(unavailable('no noise can be drawn', cause));
    } finally {
      this.#filling = null;
    }
  }

  #refuseAll(error: NorenError): void {
    for (const stock of this.#stocks.values()) stock.refuse(error);
    this.#stocks.clear();
  }
}

function unavailable(why: string, cause?: unknown): NorenError {
  return new NorenError('STATISTIC_UNAVAILABLE', `statistics: ${why}.`, {}, cause === undefined ? {} : { cause });
}
