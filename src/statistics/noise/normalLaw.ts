/** Pr[X >= x] of the standard normal law; relative error below 1.2e-7 (Numerical Recipes, 6.2, erfc by Chebyshev). */
export function normalUpperTail(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + z / 2);
  const tail = (t / 2) * Math.exp(-z * z + COEFFICIENTS.reduceRight((sum, next) => sum * t + next, 0));
  return x >= 0 ? tail : 1 - tail;
}

const COEFFICIENTS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
] as const;

const STEPS = 48;
/** Standard deviations beyond which nothing counts: below 1e-12. */
const REACH = 7;

/** Pr[X >= x and Y >= y] of two standard normal numbers with a correlation in (-1, 1); the midpoint rule over X, which errs by less than 1e-4. */
export function bothAbove({ x, y }: { readonly x: number; readonly y: number }, correlation: number): number {
  const from = Math.max(x, -REACH);
  const step = Math.max(REACH - from, 0) / STEPS;
  const rest = Math.sqrt(1 - correlation ** 2);
  let sum = 0;
  for (let index = 0; index < STEPS; index += 1) {
    const at = from + (index + 0.5) * step;
    sum += Math.exp((-at * at) / 2) * normalUpperTail((y - correlation * at) / rest);
  }
  return (sum * step) / Math.sqrt(2 * Math.PI);
}
