import type { NorenError } from '../../errors.js';
import type { GaussianSampler } from './discreteGaussian.js';
import type { UniformSource } from './uniformSource.js';

interface Waiting {
  readonly count: number;
  readonly resolve: (draws: readonly bigint[]) => void;
  readonly reject: (error: NorenError) => void;
}

/** The draws of one variance, and who waits for them, in order of asking. A draw that is given out is no longer here. */
export class DrawStock {
  #ready: (number | bigint)[] = [];
  readonly #waiting: Waiting[] = [];

  constructor(private readonly sampler: GaussianSampler) {}

  get ready(): number {
    return this.#ready.length;
  }

  /** Draws that somebody waits for. */
  get waitedFor(): number {
    return this.#waiting.reduce((sum, { count }) => sum + count, 0);
  }

  take(count: number): Promise<readonly bigint[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ count, resolve, reject });
      this.#serve();
    });
  }

  draw(count: number, uniform: UniformSource): readonly (number | bigint)[] {
    return Array.from({ length: count }, () => this.sampler(uniform));
  }

  add(draws: readonly (number | bigint)[]): void {
    this.#ready.push(...draws);
    this.#serve();
  }

  refuse(error: NorenError): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
    this.#ready = [];
  }

  /** Nobody overtakes: a small question behind a large one waits for it. */
  #serve(): void {
    for (let [next] = this.#waiting; next !== undefined && next.count <= this.#ready.length; [next] = this.#waiting) {
      this.#waiting.shift();
      next.resolve(this.#ready.splice(0, next.count).map(BigInt));
    }
  }
}
