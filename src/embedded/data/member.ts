import { birthDay, type Day } from './calendar.js';
import { type Family, familyOf, formerAddress } from './family.js';
import { guardianOfMember, memberCodeOf } from './keys.js';
import { generationOf, type Sex } from './names.js';
import { mailAddress, mobileNumber, type Person } from './person.js';
import { randomFor } from './random.js';
import { SPECIAL_FAMILIES } from './special.js';
import { weightedIndex } from './weighted.js';
import type { World } from './world.js';

export interface Member extends Person {
  readonly id: number;
  readonly code: string;
  readonly phone: string;
  readonly isEmployee: boolean;
  readonly joinedOn: Day;
  readonly deceasedOn: Day | null;
  /** How much this member buys; 0 = nothing in 24 months. */
  readonly activity: number;
}

/** Everybody joined before the period of the purchases, so that none precedes a membership. */
const TWO_YEARS = 731;

/** Decades of age from 20 to 90: co-ops are old. */
const drawDecade = weightedIndex([5, 12, 19, 21, 20, 16, 7]);

/** All members in order of their keys, a guardian's membership being the guardian again. */
export function* members(world: World): Generator<Member> {
  const lookUp = guardianSlot(world);
  for (let id = 1; id <= world.members; id += 1) yield lookUp(id) ?? stranger(world, id);
}

/** The member behind a guardian who is one, else null. Remembers nothing. */
function guardianSlot(world: World): (id: number) => Member | null {
  const slotOf = guardianOfMember(world);
  return (id) => {
    const guardian = slotOf(id);
    if (guardian === null) return null;
    const family = familyOf(world, Math.floor((guardian - 1) / 2));
    return memberOfGuardian(world, family, { id, guardian });
  };
}

function memberOfGuardian(
  world: World,
  family: Family,
  keys: { readonly id: number; readonly guardian: number },
): Member | null {
  const guardian = family.guardians.find((candidate) => candidate.id === keys.guardian);
  if (guardian === undefined || !guardian.isMember) return null;
  const random = randomFor(world.seed, 'member', keys.id);
  const adult = guardian.born + 20 * 365;
  const demo = family.index === SPECIAL_FAMILIES.DEMO;
  return {
    ...guardian,
    id: keys.id,
    code: memberCodeOf(keys.id),
    address: formerAddress(world, guardian),
    phone: guardian.phone ?? mobileNumber(random),
    isEmployee: !demo && random.chance(0.015),
    joinedOn: adult + Math.floor(random.next() * Math.max(1, world.today - TWO_YEARS - adult)),
    deceasedOn: guardian.deceasedOn,
    activity: demo ? 3 : guardian.deceasedOn === null ? activityOf(random.next(), random.normal()) * 1.3 : 0,
  };
}

function stranger(world: World, id: number): Member {
  const random = randomFor(world.seed, 'member', id);
  const sex: Sex = random.chance(0.68) ? 'FEMALE' : random.chance(0.01) ? 'OTHER' : 'MALE';
  const age = 20 + drawDecade(random) * 10 + random.integer(0, 9);
  const family = world.names.family(random);
  const given = world.names.given(random, sex, generationOf(age));
  const born = birthDay(world.today, age, random.integer(0, 364));
  const joinedOn = Math.min(world.today - TWO_YEARS, born + (20 + Math.floor(random.next() * (age - 19))) * 365);
  const deceasedOn = random.chance(age > 75 ? 0.03 : 0.002) ? world.today - random.integer(5, 600) : null;
  return {
    id,
    code: memberCodeOf(id),
    family,
    given,
    sex,
    born,
    address: world.places.address(random),
    phone: mobileNumber(random),
    email: random.chance(age < 70 ? 0.7 : 0.25) ? mailAddress(random, family, given) : null,
    isEmployee: age < 68 && random.chance(0.015),
    joinedOn,
    deceasedOn,
    activity: deceasedOn === null ? activityOf(random.next(), random.normal()) : 0,
  };
}

/** One in ten buys nothing, one in a thousand forty times as much as others; log-normal between. */
function activityOf(drawn: number, normal: number): number {
  if (drawn < 0.1) return 0;
  return Math.exp(0.8 * normal) * (drawn > 0.999 ? 40 : 1);
}
