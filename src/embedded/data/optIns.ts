import { dateOf } from './calendar.js';
import { type Child, type Family, families, type Guardian } from './family.js';
import { randomFor } from './random.js';
import { SPECIAL_FAMILIES } from './special.js';
import type { World } from './world.js';

type SubjectKind = 'GUARDIAN' | 'CHILD_PARTICIPANT';
type OptInRow = readonly [
  subjectKind: SubjectKind,
  subjectId: number,
  giverKind: SubjectKind,
  giverId: number,
  state: 'OPTED_IN' | 'OPTED_OUT',
  channel: string,
  proofReference: string,
  recordedAt: string,
];

/**
 * Advertising opt-ins: some 45 in 100 guardians opted in and 8 out again; for about a third of the children a guardian
 * opted in; some children of 12 and older object themselves, and some of 16 and older opt in.
 */
export function* optIns(world: World): Generator<readonly (string | number)[]> {
  let id = 0;
  for (const family of families(world)) {
    for (const row of familyOptIns(world, family)) yield [(id += 1), ...row];
  }
}

function* familyOptIns(world: World, family: Family): Generator<OptInRow> {
  const demo = family.index === SPECIAL_FAMILIES.DEMO;
  for (const guardian of family.guardians) {
    const random = randomFor(world.seed, 'opt-in', guardian.id);
    const drawn = random.next();
    if (demo ? guardian.slot === 0 : drawn < 0.45)
      yield row(world, ['GUARDIAN', guardian], ['GUARDIAN', guardian], true);
    else if (drawn < 0.53) yield row(world, ['GUARDIAN', guardian], ['GUARDIAN', guardian], false);
  }
  for (const child of family.children) yield* childOptIns(world, family, child);
}

function* childOptIns(world: World, family: Family, child: Child): Generator<OptInRow> {
  const random = randomFor(world.seed, 'child opt-in', child.id);
  const guardian = family.guardians[0];
  const objects = random.chance(0.05);
  const agrees = random.chance(0.3);
  const parent = random.chance(0.36);
  if (guardian?.state === 'ACTIVE' && parent)
    yield row(world, ['CHILD_PARTICIPANT', child], ['GUARDIAN', guardian], true);
  const own = ['CHILD_PARTICIPANT', child] as const;
  const must = family.index === SPECIAL_FAMILIES.OBJECTING_CHILD && child.age >= 16;
  if (must || (child.age >= 12 && objects)) yield row(world, own, own, false);
  else if (child.age >= 16 && agrees) yield row(world, own, own, true);
}

function row(
  world: World,
  [subjectKind, subject]: readonly [SubjectKind, Child | Guardian],
  [giverKind, giver]: readonly [SubjectKind, Child | Guardian],
  optedIn: boolean,
): OptInRow {
  const random = randomFor(world.seed, `${subjectKind} ${giverKind}`, subject.id);
  const state = optedIn ? 'OPTED_IN' : 'OPTED_OUT';
  const channel = random.pick(['WEB_FORM', 'PAPER', 'APP']);
  const at = `${dateOf(world.today - random.integer(5, 500))}T${String(random.integer(9, 20)).padStart(2, '0')}:00:00+09:00`;
  const proof = `OPT-${subjectKind === 'GUARDIAN' ? 'G' : 'C'}${subject.id}-${giverKind === 'GUARDIAN' ? 'G' : 'C'}${giver.id}`;
  return [subjectKind, subject.id, giverKind, giver.id, state, channel, proof, at];
}
