import { NorenError } from '../../../src/errors.js';
import { proveSchema } from '../../../directives/proof/proveSchema.js';
import { schemaOf } from './sdl.js';

/** Small, with one of everything: an interface, a connection, inherited rows, a union, inputs of every kind, a statistic, a mutation. */
export const SOUND = `
  scalar LocalDate

  type Query {
    guardian(id: ID! @public): Guardian @subject(kind: GUARDIAN)
    guardians(where: GuardianFilter @public, orderBy: [GuardianOrder!] = [JOINED] @public, first: Int, after: String): GuardianConnection @subject(kind: GUARDIAN)
    people: [Person!] @subject
    courses(level: Level @public): [Course!] @public
    find(text: String @personal(category: NAME)): [Found!] @subject
    statistics: Statistics @statistic
  }

  type Mutation {
    withdraw(consent: ID! @public): Receipt @requires(roles: [SELF_GUARDIAN], purposes: [DATA_SUBJECT_RIGHTS])
  }

  type Receipt @public { number: String! }

  interface Person {
    id: ID! @public
    email: String @personal(category: EMAIL) @mask(by: EMAIL)
  }

  type Guardian implements Person @subject(kind: GUARDIAN) {
    id: ID! @public
    email: String @personal(category: EMAIL) @mask(by: EMAIL)
    name: String @personal(category: NAME) @mask(by: NAME) @pseudonymise(domain: NAME)
    sex: Sex @personal(category: SEX) @generalise(to: UNSPECIFIED)
    birthDate: LocalDate @personal(category: BIRTH_DATE) @strip
    birthYear: Int @personal(category: BIRTH_DATE, reveals: MASKED) @mask(by: BIRTH_YEAR)
    ageBand: AgeBand @personal(category: BIRTH_DATE, reveals: GENERALISED) @generalise(to: AGE_BAND)
    joinedOn: LocalDate! @public
    children: [Child!] @subject(kind: CHILD_PARTICIPANT)
    purchases(first: Int): PurchaseConnection @subject(inherits: true) @personal(category: PURCHASE_HISTORY, reveals: GENERALISED)
  }

  type Child implements Person @subject(kind: CHILD_PARTICIPANT) {
    id: ID! @public
    email: String @personal(category: EMAIL) @mask(by: EMAIL)
    courses: [Course!] @personal(category: UNLISTED) @subject(inherits: true)
  }

  type Purchase {
    month: String @personal(category: PURCHASE_HISTORY, reveals: GENERALISED) @generalise(to: MONTH)
    amount: Int @personal(category: PURCHASE_HISTORY) @strip
  }

  union Found = Guardian | Child

  type GuardianConnection @public { edges: [GuardianEdge!]!, pageInfo: PageInfo! }
  type GuardianEdge @public { cursor: String!, node: Guardian! }
  type PurchaseConnection @public { nodes: [Purchase!]!, pageInfo: PageInfo! }
  type PageInfo @public { hasNextPage: Boolean! }
  type Course @public { id: ID!, name: String!, level: Level }

  type Statistics @public { families(groupBy: [Dimension!]! @public): Int @statistic(measure: FAMILIES) }

  input GuardianFilter {
    email: String @personal(category: EMAIL)
    age: AgeRange @public
    joinedAfter: LocalDate @public
    courseName: String @public
  }
  input AgeRange { bands: [AgeBand!] @personal(category: BIRTH_DATE, reveals: GENERALISED) }

  enum Sex { FEMALE MALE UNSPECIFIED }
  enum AgeBand @public { AGE_0_5 AGE_80_PLUS }
  enum Level @public { FIRST SECOND }
  enum GuardianOrder { JOINED @public, EMAIL @personal(category: EMAIL), BIRTH_DATE_DESC @personal(category: BIRTH_DATE) }
  enum Dimension { AGE_BAND @statistic(dimension: AGE_BAND) }
`;

/** The sound schema with one thing changed; a change that finds nothing to change is a fault of the test. */
export function planted(from: string, to: string): string {
  if (!SOUND.includes(from)) throw new Error(`Nothing to plant in: ${from}`);
  return SOUND.replace(from, to);
}

/** The coordinates at fault with what is said of each, or none. */
export function faultsOf(sdl: string): readonly string[] {
  return faultsWhen(() => proveSchema(schemaOf(sdl)));
}

export function faultsWhen(prove: () => void): readonly string[] {
  try {
    prove();
    return [];
  } catch (error) {
    if (!(error instanceof NorenError) || error.code !== 'BAD_SCHEMA') throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
}
