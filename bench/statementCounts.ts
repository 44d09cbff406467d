import { CASES } from './cases/index.js';
import { table } from './harness/numbers.js';
import { statementsOf } from './harness/variants.js';
import type { World } from './harness/world.js';

/** Statements that one governed request makes, a database at a time. */
export async function statementCounts(world: World): Promise<string> {
  const rows: string[][] = [];
  for (const benchCase of CASES) {
    const variants = await benchCase.variants(world);
    for (const { name, target } of variants.filter(({ child }) => child === world.gateway)) {
      const seen = await statementsOf(world, target);
      const counts = Map.groupBy(seen, ({ database }) => database);
      const text = [...counts].map(([database, of]) => `${database} ${of.length}`).join(', ');
      rows.push([benchCase.name, name, String(seen.length), text]);
    }
  }
  return `### Statements a request\n\n${table(['case', 'variant', 'statements', 'where'], rows)}\n`;
}
