import type { BenchCase, Variant } from '../harness/benchCase.js';
import { isAmong } from '../harness/truth.js';
import { governed, ungoverned } from '../harness/variants.js';
import type { World } from '../harness/world.js';
import { asClubStaffSees, asOperatorStaffSees, GUARDIAN_FIELDS, guardianTruth } from './guardianTruth.js';

const fields = GUARDIAN_FIELDS.join(' ');
const PAGE = 100;
const nodes = ({ guardians }: { guardians: { nodes: readonly Record<string, unknown>[] } }) => guardians.nodes;
const list = {
  query: `query P($first: Int!) { guardians(first: $first) { nodes { id ${fields} } } }`,
  variables: { first: PAGE },
};

/** As large as the limits of a document let a plan become: each root, each relation, as deep as they go. */
const PERSON = `id name kana birthDate birthYear ageBand sex address postalCode phone email memberCode registeredOn municipality { code name }`;
export const LARGEST = {
  query: `query X($first: Int!) {
    guardians(first: $first) { nodes { ${PERSON} member { name kana phone email purchases(first: 3) { month productCategory amountClass } }
      children { ${PERSON} enrolments { state enrolledOn class { name term course { name } } } } } }
    children(first: $first) { nodes { ${PERSON} enrolments { state class { name course { name } } } } }
    members(first: $first) { nodes { id name kana phone email purchases(first: 3) { month productCategory } } }
    classes(first: $first) { nodes { name term course { name } staff { name kana phone email } } } }`,
  variables: { first: 10 },
};

const answered = (body: unknown): void => {
  const { data } = body as { data: { guardians: { nodes: unknown[] } } };
  if (data.guardians.nodes.length === 0) throw new Error('Nobody came back.');
};

/** One plan, answered by the gateway with governance switched off at build and by the gateway. */
function against(name: string, title: string, variants: (world: World) => Promise<readonly Variant[]>): BenchCase {
  return { name, title: `Governed against governance switched off at build: ${title}`, connections: 8, variants };
}

export const withoutConditions = against('fixed', `${PAGE} guardians, no condition on rows`, async (world) => {
  const truth = await guardianTruth(world);
  const check = (seen: readonly Record<string, unknown>[]) => isAmong(seen, PAGE, nodes, GUARDIAN_FIELDS);
  return [
    ungoverned(world, list, check(truth)),
    governed(world, 'club-staff', 'CLUB_OPERATION', list, check(truth.map(asClubStaffSees))),
  ];
});

export const withRowConditions = against('byRow', `${PAGE} guardians, raw in the own classes only`, async (world) => {
  const truth = await guardianTruth(world);
  const known = GUARDIAN_FIELDS.filter((field) => !['memberCode', 'phone', 'email'].includes(field));
  return [
    ungoverned(world, list, isAmong(truth, PAGE, nodes, GUARDIAN_FIELDS)),
    governed(
      world,
      'operator-staff',
      'CLUB_OPERATION',
      list,
      isAmong(truth.map(asOperatorStaffSees), PAGE, nodes, known),
    ),
  ];
});

export const largestPlan = against('largest', 'four roots, all relations, about 120 fields', (world) =>
  Promise.resolve([
    ungoverned(world, LARGEST, answered),
    governed(world, 'club-staff', 'CLUB_OPERATION', LARGEST, answered),
    governed(world, 'operator-staff', 'CLUB_OPERATION', LARGEST, answered),
  ]),
);
