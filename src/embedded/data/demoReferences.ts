import { FIRST_EMPLOYEE_REFERENCE } from '../../sources/coop/employeeTable.js';
import { operatorCount } from './airing.js';
import { childId, guardianId } from './keys.js';
import { SPECIAL_FAMILIES } from './special.js';
import type { World } from './world.js';

/** Row keys of the persons behind the demo identities; known from the scale alone. */
export interface DemoReferences {
  /** Of the demo family: a membership, purchases, active links to three children. */
  readonly guardian: number;
  /** Her child of twelve, in the first class of the current term. */
  readonly child: number;
  /** The other guardian of the demo family, who speaks for nobody but himself. */
  readonly adult: number;
  /** A member of the co-op. */
  readonly member: number;
  /** An employee of the co-op, by reference. */
  readonly employee: number;
  /** A person at a supplier. */
  readonly supplierContact: number;
  /** Of SENDAI_HOSO, with three or more classes this term, the child's among them. */
  readonly operatorStaff: number;
  /** Of KODOMO_TECH, with two or more classes this term, the child's among them. */
  readonly subcontractorStaff: number;
}

export function demoReferences(world: Pick<World, 'families'>): DemoReferences {
  return {
    guardian: guardianId(SPECIAL_FAMILIES.DEMO, 0),
    child: childId(SPECIAL_FAMILIES.DEMO, 1),
    adult: guardianId(SPECIAL_FAMILIES.DEMO, 1),
    member: 1,
    employee: FIRST_EMPLOYEE_REFERENCE + 1,
    supplierContact: 1,
    operatorStaff: 1,
    subcontractorStaff: operatorCount(world) + 1,
  };
}
