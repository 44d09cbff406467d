import type { BenchCase } from '../harness/benchCase.js';
import { isAmong } from '../harness/truth.js';
import { apollos, governed, postgraphile, sqlAlone } from '../harness/variants.js';
import { asClubStaffSees, asOperatorStaffSees, GUARDIAN_FIELDS, guardianTruth } from './guardianTruth.js';

const COUNT = 1_000;
const query = `query L($first: Int!) { guardians(first: $first) { nodes { id ${GUARDIAN_FIELDS.join(' ')} } } }`;
const variables = { first: COUNT };
const nodes = ({ guardians }: { guardians: { nodes: readonly Record<string, unknown>[] } }) => guardians.nodes;

export const guardianList: BenchCase = {
  name: 'list',
  title: `${COUNT} guardians, 10 fields each`,
  connections: 8,
  variants: async (world) => {
    const truth = await guardianTruth(world);
    const check = (seen: readonly Record<string, unknown>[], fields: readonly string[] = GUARDIAN_FIELDS) =>
      isAmong(seen, COUNT, nodes, fields);
    const staff = governed(
      world,
      'club-staff',
      'CLUB_OPERATION',
      { query, variables },
      check(truth.map(asClubStaffSees)),
    );
    const seen = truth.map(asOperatorStaffSees);
    const known = GUARDIAN_FIELDS.filter((field) => !['memberCode', 'phone', 'email'].includes(field));
    const operator = governed(world, 'operator-staff', 'CLUB_OPERATION', { query, variables }, check(seen, known));
    const bare = query.replace('guardians(first', 'guardians: allGuardians(first').replace('{ id ', '{ id: key ');
    return [
      ...apollos(world, { query, variables }, check(truth)),
      postgraphile(world, { query: bare, variables }, check(truth)),
      staff,
      operator,
      await sqlAlone(world, staff),
      await sqlAlone(world, operator),
    ];
  },
};
