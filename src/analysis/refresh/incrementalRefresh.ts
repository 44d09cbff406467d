import { grainsOf } from './grains.js';
import { FOR_EVER, tablesOf } from '../storeNames.js';
import { insertFacts } from './boundFacts.js';
import type { Changes } from './changes.js';
import { deleteEnded, dropUnused } from './dropUnused.js';
import type { CurrentSnapshot } from './planRefresh.js';
import type { RefreshGround } from './refreshGround.js';
import type { Refreshed } from './refreshOptions.js';
import { STAGES } from './stage.js';
import { switchSnapshot } from './switchSnapshot.js';
import { addToCube, insertPeople } from './writeBase.js';

/**
 * Writes the rows of changed families, ends their old ones, and adds the differences to the cube, in one transaction: its cost
 * follows the change, and a crash leaves nothing. Questions on the snapshot before still find its rows.
 */
export async function incrementalRefresh(
  ground: RefreshGround,
  current: CurrentSnapshot,
  changes: Changes,
): Promise<Refreshed> {
  const { governance, model, options, target } = ground;
  const number = current.number + 1;
  const work = { governance, model, base: current.base, number };
  await governance.query('BEGIN');
  await governance.query(`SET LOCAL work_mem = '128MB'`);
  for (const [name, stage] of STAGES) {
    await stage({ ...ground, families: changes.written, few: true });
    options.onProgress?.(name);
  }
  const tables = tablesOf(current.base);
  for (const table of [tables.families, tables.subjects]) await end(ground, table, number, changes.ended);
  await insertPeople(work);
  for (const part of grainsOf(model)) {
    const table = tables.facts(part.topic.name, part.grain.by);
    await end(ground, table, number, changes.ended);
    await governance.query(insertFacts(table, part.topic, part.grain, model), [number]);
    await addToCube(work, part);
    options.onProgress?.(part.title);
  }
  const familiesChanged = current.familiesChanged + changes.written.size + changes.ended.length;
  const details = {
    number,
    base: current.base,
    now: options.now,
    referenceDigest: ground.reference.digest,
    familiesChanged,
  };
  const snapshot = await switchSnapshot(governance, { ...target, ...details, seenEffects: ground.seenEffects });
  await governance.query('COMMIT');
  await deleteEnded(governance, { base: current.base, oldest: current.number, model });
  await dropUnused(governance);
  return { snapshot, kind: 'INCREMENTAL', familiesWritten: changes.written.size };
}

async function end(
  { governance }: RefreshGround,
  table: string,
  number: number,
  families: readonly number[],
): Promise<void> {
  await governance.query(`UPDATE ${table} SET until = $1 WHERE until = ${FOR_EVER} AND family = ANY($2::int[])`, [
    number,
    families,
  ]);
}
