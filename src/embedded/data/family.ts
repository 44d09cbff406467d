import { birthDay, type Day } from './calendar.js';
import { childId, guardianId } from './keys.js';
import { generationOf, type Name, type Sex } from './names.js';
import { mailAddress, mobileNumber, type Person } from './person.js';
import { type Address, addressAt } from './places.js';
import { type Random, randomFor } from './random.js';
import { specialOf } from './special.js';
import { weightedIndex } from './weighted.js';
import type { World } from './world.js';

export interface Guardian extends Person {
  readonly id: number;
  /** 0 or 1. */
  readonly slot: number;
  readonly relation: 'MOTHER' | 'FATHER' | 'GRANDPARENT' | 'OTHER';
  readonly isMember: boolean;
  readonly state: 'ACTIVE' | 'ENDED' | 'DISPUTED';
  readonly harmFlag: boolean;
  readonly leftOn: Day | null;
  readonly deceasedOn: Day | null;
}

export interface Child extends Person {
  readonly id: number;
  readonly age: number;
  readonly leftOn: Day | null;
  readonly deceasedOn: Day | null;
}

export interface Family {
  readonly index: number;
  readonly registeredOn: Day;
  readonly guardians: readonly Guardian[];
  readonly children: readonly Child[];
}

/** Ages 6 to 17; a club for children of primary school, mostly. */
const CHILD_AGE_WEIGHTS = [3, 6, 12, 14, 14, 13, 11, 9, 6, 5, 4, 3];
const drawChildAge = weightedIndex(CHILD_AGE_WEIGHTS);
const drawSiblings = weightedIndex([50, 39, 11]);

interface Household {
  readonly world: World;
  readonly random: Random;
  readonly index: number;
  readonly name: Name;
  readonly home: Address;
  readonly special: ReturnType<typeof specialOf>;
  readonly leftOn: Day | null;
  readonly separated: boolean;
}

/** The family with this index, whenever and in whatever order it is asked for. */
export function familyOf(world: World, index: number): Family {
  const random = randomFor(world.seed, 'family', index);
  const special = specialOf(index);
  const registeredOn = special === 'DEMO' ? world.today - 600 : world.today - random.integer(20, 1_300);
  const leaves = special === 'LEFT' || (special === null && random.chance(0.04));
  const leftOn = leaves ? registeredOn + Math.floor(random.next() * (world.today - registeredOn)) : null;
  const name = world.names.family(random);
  const home = world.places.address(random);
  const household = { world, random, index, name, home, special, leftOn, separated: random.chance(0.06) };
  const children = makeChildren(household);
  return { index, registeredOn, children, guardians: makeGuardians(household, children) };
}

function makeChildren(household: Household): readonly Child[] {
  const { random, special } = household;
  const ages = special === 'DEMO' ? [8, 12, 16] : special === 'OBJECTING_CHILD' ? [10, 17] : drawnAges(random);
  return ages.map((age, slot) => makeChild(household, age, slot));
}

function drawnAges(random: Random): readonly number[] {
  const count = drawSiblings(random) + 1;
  return Array.from({ length: count }, () => drawChildAge(random) + 6).sort((a, b) => a - b);
}

function makeChild(household: Household, age: number, slot: number): Child {
  const { world, random, name, index, special } = household;
  const sex = drawSex(random, 0.49);
  const given = world.names.given(random, sex, 'CHILD');
  const died = special === 'DECEASED_CHILD' ? slot === 0 : random.chance(0.0004);
  return {
    id: childId(index, slot),
    age,
    family: name,
    given,
    sex,
    born: birthDay(world.today, age, random.integer(0, 364)),
    address: household.home,
    phone: age >= 12 && (special === 'DEMO' || random.chance(0.5)) ? mobileNumber(random) : null,
    email: age >= 13 && random.chance(0.3) ? mailAddress(random, name, given) : null,
    leftOn: household.leftOn,
    deceasedOn: died ? world.today - random.integer(10, 400) : null,
  };
}

function makeGuardians(household: Household, children: readonly Child[]): readonly Guardian[] {
  const { random, special } = household;
  const both = special !== null || random.chance(0.7);
  const first = special !== null || random.chance(0.9) ? 'MOTHER' : 'FATHER';
  const second = first === 'MOTHER' ? 'FATHER' : 'MOTHER';
  const relations = both ? [first, second] : [first];
  return relations.map((relation, slot) => {
    const unusual = special === null && random.chance(0.04);
    const actual = unusual ? (random.chance(0.75) ? 'GRANDPARENT' : 'OTHER') : relation;
    return makeGuardian(household, children, { slot, relation: actual as Guardian['relation'] });
  });
}

function makeGuardian(
  household: Household,
  children: readonly Child[],
  role: { readonly slot: number; readonly relation: Guardian['relation'] },
): Guardian {
  const { world, random, special, index } = household;
  const { slot, relation } = role;
  const sex = relation === 'MOTHER' ? 'FEMALE' : relation === 'FATHER' ? 'MALE' : drawSex(random, 0.6);
  const age = guardianAge(random, relation, Math.max(...children.map((child) => child.age)));
  const apart = slot === 1 && (household.separated || special === 'ENDED_LINK' || special === 'HARM_FLAG');
  const family = relation === 'OTHER' ? world.names.family(random) : household.name;
  const given = world.names.given(random, sex, generationOf(age));
  return {
    id: guardianId(index, slot),
    slot,
    relation,
    isMember: special !== null || random.chance(0.845),
    family,
    given,
    sex,
    born: birthDay(world.today, age, random.integer(0, 364)),
    address: apart ? world.places.address(random) : household.home,
    phone: special === 'DEMO' || random.chance(0.97) ? mobileNumber(random) : null,
    email: special === 'DEMO' || random.chance(0.85) ? mailAddress(random, family, given) : null,
    ...linkState(random, slot, special),
    leftOn: household.leftOn,
    deceasedOn: deathOf(household, slot),
  };
}

function guardianAge(random: Random, relation: Guardian['relation'], eldest: number): number {
  const older = relation === 'GRANDPARENT' ? random.integer(44, 60) : Math.round(30 + 5 * random.normal());
  return relation === 'GRANDPARENT' ? eldest + older : Math.min(50, Math.max(28, eldest + older));
}

function linkState(random: Random, slot: number, special: Household['special']): Pick<Guardian, 'state' | 'harmFlag'> {
  const drawn = random.next();
  if (special !== null) {
    const ended = special === 'ENDED_LINK' ? 'ENDED' : special === 'DISPUTED_LINK' ? 'DISPUTED' : 'ACTIVE';
    return slot === 0 ? { state: 'ACTIVE', harmFlag: false } : { state: ended, harmFlag: special === 'HARM_FLAG' };
  }
  const ends = slot === 1 ? 0.05 : 0.005;
  const state = drawn < ends ? 'ENDED' : drawn < ends + 0.008 ? 'DISPUTED' : 'ACTIVE';
  return { state, harmFlag: random.chance(0.006) };
}

function deathOf(household: Household, slot: number): Day | null {
  const { world, random, special } = household;
  const died = special === 'DECEASED_GUARDIAN' ? slot === 0 : special === null && random.chance(0.002);
  return died ? world.today - random.integer(10, 500) : null;
}

function drawSex(random: Random, female: number): Sex {
  const drawn = random.next();
  return drawn < 0.003 ? 'OTHER' : drawn < female ? 'FEMALE' : 'MALE';
}

/** All families in order, one at a time. */
export function* families(world: World): Generator<Family> {
  for (let index = 0; index < world.families; index += 1) yield familyOf(world, index);
}

/** Where a guardian lived when joining the co-op, for the few who never told it that they moved. */
export function formerAddress(world: World, guardian: Guardian): Address {
  const random = randomFor(world.seed, 'former address', guardian.id);
  if (!random.chance(0.05)) return guardian.address;
  return addressAt(random, world.places.placeIn(random, guardian.address.municipalityCode));
}
