import { Agent } from 'node:http';
import type { BenchCase } from '../harness/benchCase.js';
import { send } from '../harness/load.js';
import { isAmong } from '../harness/truth.js';
import { apollos, governed, governedTarget, postgraphile, sqlAlone } from '../harness/variants.js';
import type { World } from '../harness/world.js';
import { GUARDIAN_FIELDS, guardianTruth } from './guardianTruth.js';

const fields = GUARDIAN_FIELDS.join(' ');
const query = `query O($id: ID!) { guardian(id: $id) { id ${fields} } }`;
const one = ({ guardian }: { guardian: Record<string, unknown> }) => [guardian];

async function anyId(world: World): Promise<string> {
  const target = governedTarget(world, 'club-staff', 'CLUB_OPERATION', {
    query: '{ guardians(first: 1) { nodes { id } } }',
  });
  const { text } = await send(target, new Agent());
  return (JSON.parse(text) as { data: { guardians: { nodes: { id: string }[] } } }).data.guardians.nodes[0]?.id ?? '';
}

export const oneGuardian: BenchCase = {
  name: 'one',
  title: 'One guardian by id, 10 fields',
  connections: 8,
  variants: async (world) => {
    const truth = await guardianTruth(world);
    const key = truth[0]?.key ?? 0;
    const bare = `query O($key: Int!) { guardian: guardianByKey(key: $key) { id: key ${fields} } }`;
    // One person at a time, club staff see contact data as they are (policy row C01).
    const check = isAmong(truth, 1, one, GUARDIAN_FIELDS);
    const id = await anyId(world);
    const staff = governed(world, 'club-staff', 'CLUB_OPERATION', { query, variables: { id } }, check);
    return [
      ...apollos(world, { query, variables: { id: key } }, check),
      postgraphile(world, { query: bare, variables: { key } }, check),
      staff,
      await sqlAlone(world, staff),
    ];
  },
};
