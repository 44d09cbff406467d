import { FOR_EVER } from '../storeNames.js';
import { dropUnused } from './dropUnused.js';
import type { GeneralisedFamily } from './generalise.js';
import { grainsOf } from './grains.js';
import { forget, resumeOrBegin, step, type Progress } from './progress.js';
import type { RefreshGround } from './refreshGround.js';
import type { Refreshed } from './refreshOptions.js';
import { STAGED, STAGES, type Staging } from './stage.js';
import { switchSnapshot } from './switchSnapshot.js';
import { createBaseCube, createGrain, createPeople } from './writeBase.js';

/**
 * Everything anew, in tables of its own that no question reads before the last step. Steps that are done survive a crash; the next
 * refresh of the same day and bounds goes on after them.
 */
export async function fullRefresh(ground: RefreshGround, all: readonly GeneralisedFamily[]): Promise<Refreshed> {
  const { governance, model, options } = ground;
  const progress = await resumeOrBegin(governance, ground.target);
  const work = { governance, model, base: progress.base, number: progress.number };
  const staging: Staging = { ...ground, families: await numbered(ground, progress, all), few: false };
  const once = async (name: string, todo: () => Promise<void>): Promise<void> => {
    if (progress.steps.has(name)) return;
    await step(governance, name, todo);
    options.onProgress?.(name);
  };
  for (const [name, stage] of STAGES) {
    await once(name, async () => {
      await stage(staging);
      if (name === 'people') await remember(ground);
    });
  }
  await once('families', () => createPeople(work));
  for (const part of grainsOf(model)) await once(part.title, () => createGrain(work, part));
  await once('cube', () => createBaseCube(work));
  const snapshot = await finish(ground, progress);
  await dropUnused(governance);
  return { snapshot, kind: 'FULL', familiesWritten: staging.families.size };
}

/** The numbers follow the pseudonyms: in the order of the families' keys they would give that order away. */
async function numbered(
  { governance }: RefreshGround,
  { steps }: Progress,
  all: readonly GeneralisedFamily[],
): Promise<ReadonlyMap<number, GeneralisedFamily>> {
  const sorted = all.toSorted((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1));
  if (!steps.has('people')) return new Map(sorted.map((family, index) => [index + 1, family]));
  const { rows } = await governance.query<{ family: number; pseudonym: string }>(
    `SELECT family, encode(family_pseudonym, 'hex') AS pseudonym FROM ${STAGED.families}`,
  );
  const known = new Map(rows.map(({ family, pseudonym }) => [pseudonym, family]));
  return new Map(
    sorted
      .map((family) => [known.get(family.pseudonym) ?? FOR_EVER, family] as const)
      .filter(([number]) => number !== FOR_EVER),
  );
}

/** Which effects the people were read with. */
async function remember({ governance, seenEffects }: RefreshGround): Promise<void> {
  await governance.query('UPDATE analysis_refreshes SET seen_effects = $1', [seenEffects]);
}

async function finish(ground: RefreshGround, { number, base }: Progress): Promise<string> {
  const { governance, target, reference, options } = ground;
  await governance.query('BEGIN');
  const { rows } = await governance.query<{ seen: readonly string[] }>(
    'SELECT seen_effects::text[] AS seen FROM analysis_refreshes',
  );
  const snapshot = await switchSnapshot(governance, {
    ...target,
    number,
    base,
    now: options.now,
    referenceDigest: reference.digest,
    familiesChanged: 0,
    seenEffects: rows[0]?.seen ?? [],
  });
  await forget(governance);
  for (const table of Object.values(STAGED)) await governance.query(`DROP TABLE ${table}`);
  await governance.query('COMMIT');
  return snapshot;
}
