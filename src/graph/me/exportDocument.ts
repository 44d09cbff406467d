import type { SubjectReference } from '../../policy/consentRecord.js';
import { FIRST_EMPLOYEE_REFERENCE } from '../../sources/coop/employeeTable.js';
import { MOST_AT_THE_DESK, MOST_ON_THE_PAGE } from '../members/MemberResolver.js';

/** The one more tells an export whether it has them all. */
const purchases = (most: number) => `purchases(first: ${most + 1}) { purchasedOn product productCategory quantity amount
  shop shopMunicipality { code name } receiptNumber }`;
const PERSON = `id name kana sex birthDate postalCode address municipality { code name } phone email memberCode`;
const IN_CLUB = `registeredOn leftOn familyRegisteredOn guardianLinks { relation state startedOn endedOn }
  advertisingOptIns { state givenAs channel proofReference recordedAt }`;
const CLASS = `class { name term weekday startsAt venue municipality { code name } course { code name level } }`;
const CHILD = `${PERSON} ${IN_CLUB} enrolments { state enrolledOn endedOn ${CLASS} attendance { heldOn status } }`;
const member = (most: number) => `${PERSON} joinedOn isEmployee ${purchases(most)}`;
const guardian = (most: number) =>
  `${PERSON} ${IN_CLUB} campaignEntries { enteredOn campaign { name } } member { ${member(most)} }`;
const WORKER = `name kana phone email`;
const EMPLOYEE = `${WORKER} employeeNumber department`;
const STAFF = `${WORKER} jobTitle organisation assignments { startsOn endsOn ${CLASS} } sessions { heldOn topic ${CLASS} }`;
const SUPPLIER_CONTACT = `${WORKER} supplier`;

/** The records of a person, asked in that person's own right (D01 to D04). A test holds it against the columns of all sources. */
export const EXPORT_DOCUMENT = `query Export { me {
  guardian { ${guardian(MOST_ON_THE_PAGE)} children { ${CHILD} } }
  child { ${CHILD} }
  member { ${member(MOST_ON_THE_PAGE)} }
  employee { ${EMPLOYEE} }
  staff { ${STAFF} }
  supplierContact { ${SUPPLIER_CONTACT} }
} }`;

/** The same of one person, asked by the desk in the right of a case (D05). Without children: each is a person with a case of their own. */
export function deskDocument({ kind, reference }: SubjectReference): string {
  return `query Export($id: ID!) { ${rootOf(kind, reference)} }`;
}

function rootOf(kind: SubjectReference['kind'], reference: number): string {
  switch (kind) {
    case 'GUARDIAN':
      return `guardian(id: $id) { ${guardian(MOST_AT_THE_DESK)} }`;
    case 'CHILD_PARTICIPANT':
      return `child(id: $id) { ${CHILD} }`;
    case 'COOP_MEMBER':
      return `member(id: $id) { ${member(MOST_AT_THE_DESK)} }`;
    case 'SUPPLIER_CONTACT':
      return `supplierContact(id: $id) { ${SUPPLIER_CONTACT} }`;
    case 'OFFICER_OR_EMPLOYEE':
      return reference > FIRST_EMPLOYEE_REFERENCE ? `employee(id: $id) { ${EMPLOYEE} }` : `staff(id: $id) { ${STAFF} }`;
  }
}
