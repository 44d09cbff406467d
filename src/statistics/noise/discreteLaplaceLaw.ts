/** The law of `discreteLaplace(scale)` in closed form; in doubles, for intervals and tests. */
export interface DiscreteLaplaceLaw {
  /** Pr[Z = x]. */
  readonly pmf: (x: number) => number;
  /** Pr[Z > x], x >= 0. */
  readonly above: (x: number) => number;
  readonly variance: number;
  /** Smallest whole m with Pr[|Z| > m] <= alpha. */
  readonly halfWidth: (alpha: number) => number;
}

export function discreteLaplaceLaw(scale: number): DiscreteLaplaceLaw {
  const q = Math.exp(-1 / scale);
  const above = (x: number): number => (q * q ** x) / (1 + q);
  return {
    pmf: (x) => (-Math.expm1(-1 / scale) / (1 + q)) * q ** Math.abs(x),
    above,
    variance: (2 * q) / Math.expm1(-1 / scale) ** 2,
    halfWidth(alpha) {
      let m = Math.max(0, Math.ceil(scale * Math.log((2 * q) / (alpha * (1 + q)))) - 1);
      while (2 * above(m) > alpha) m += 1;
      return m;
    },
  };
}
