import type { World } from './world.js';

/**
 * Row keys and member codes by arithmetic, so that rows that belong together are made apart, in any order, with nothing
 * kept in memory. Gaps are fine; int4 is enough up to a million families.
 */
export function familyId(index: number): number {
  return index + 1;
}

export function guardianId(index: number, slot: number): number {
  return index * 2 + slot + 1;
}

export function childId(index: number, slot: number): number {
  return index * 3 + slot + 1;
}

/** A child has at most one enrolment a term (0 to 2). */
export function enrolmentId(child: number, term: number): number {
  return child * 3 + term;
}

/** At most 15 meetings a term. */
export function attendanceId(enrolment: number, meeting: number): number {
  return enrolment * 15 + meeting;
}

/** Guardians get members scattered over the whole table: an affine permutation of 0 … members-1. */
export function memberIdOfGuardian(world: World, guardian: number): number {
  return (((guardian - 1) * strideOf(world.members) + SHIFT) % world.members) + 1;
}

/** Back again: the guardian's key whose member this may be, filled or not. Null: surely nobody's. */
export function guardianOfMember(world: World): (member: number) => number | null {
  const size = world.members;
  const inverse = inverseOf(strideOf(size), size);
  return (member) => {
    const slot = ((((member - 1 - SHIFT) % size) + size) * inverse) % size;
    return slot < world.families * 2 ? slot + 1 : null;
  };
}

/** Eight digits, unique, in no visible order: a permutation of 0 … 10^8-1 (its factor is odd and no multiple of 5). */
export function memberCodeOf(member: number): string {
  return String((member * 61_803_399 + 27_182_818) % 100_000_000).padStart(8, '0');
}

const SHIFT = 7;

/** Near the golden section and coprime to the number of members. All products stay below 2^53 up to 50 million members. */
function strideOf(members: number): number {
  let stride = Math.floor(members * 0.6180339887) | 1;
  while (divisor(stride, members) !== 1) stride += 2;
  return stride % members;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function inverseOf(value: number, modulus: number): number {
  let [r0, r1, s0, s1] = [value, modulus, 1, 0];
  while (r1 !== 0) {
    const quotient = Math.floor(r0 / r1);
    [r0, r1] = [r1, r0 - quotient * r1];
    [s0, s1] = [s1, s0 - quotient * s1];
  }
  return ((s0 % modulus) + modulus) % modulus;
}
