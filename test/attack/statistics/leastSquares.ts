/** x that minimises |Ax - b|^2 + ridge |x|^2, by Gaussian elimination of the normal equations. */
export function leastSquares(a: readonly (readonly number[])[], b: readonly number[], ridge = 1e-9): readonly number[] {
  const n = a[0]?.length ?? 0;
  const system = Array.from({ length: n }, (_row, i) => [
    ...Array.from({ length: n }, (_column, j) =>
      a.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), i === j ? ridge : 0),
    ),
    a.reduce((sum, row, index) => sum + (row[i] ?? 0) * (b[index] ?? 0), 0),
  ]);
  for (let pivot = 0; pivot < n; pivot += 1) {
    const best = system
      .slice(pivot)
      .reduce(
        (at, row, offset) => (Math.abs(row[pivot] ?? 0) > Math.abs(system[at]?.[pivot] ?? 0) ? pivot + offset : at),
        pivot,
      );
    const [chosen = [], moved = []] = [system[best], system[pivot]];
    system[pivot] = chosen;
    system[best] = best === pivot ? chosen : moved;
    for (const row of system) {
      if (row === chosen) continue;
      const factor = (row[pivot] ?? 0) / (chosen[pivot] ?? 1);
      for (let column = pivot; column <= n; column += 1)
        row[column] = (row[column] ?? 0) - factor * (chosen[column] ?? 0);
    }
  }
  return system.map((row, index) => (row[n] ?? 0) / (row[index] ?? 1));
}
