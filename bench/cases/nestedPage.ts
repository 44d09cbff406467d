import type { BenchCase } from '../harness/benchCase.js';
import { isAmong } from '../harness/truth.js';
import { apollos, governed, postgraphile, sqlAlone } from '../harness/variants.js';

const COUNT = 100;
const enrolments = 'state enrolledOn class { name term course { name } }';
const query = `query N($first: Int!) { guardians(first: $first) { nodes { id name
  children { id name birthDate enrolments { ${enrolments} } } } } }`;
const bare = `query N($first: Int!) { guardians: allGuardians(first: $first) { nodes { id: key name
  links { nodes { child { id: key name birthDate enrolments { nodes { ${enrolments} } } } } } } } }`;
const TRUTH = `SELECT g.name, coalesce((SELECT json_agg(json_build_object('name', c.name, 'birthDate', c.birth_date, 'enrolments',
    coalesce((SELECT json_agg(json_build_object('state', e.state, 'enrolledOn', e.enrolled_on, 'class',
        json_build_object('name', cl.name, 'term', cl.term, 'course', json_build_object('name', co.name))))
      FROM bench.enrolment e JOIN bench.lesson cl ON cl.key = e.class_id JOIN bench.course co ON co.key = cl.course_id
      WHERE e.child_id = c.key), '[]')))
    FROM bench.link l JOIN bench.child c ON c.key = l.child_id WHERE l.guardian_id = g.key), '[]') AS children FROM bench.guardian g`;

type Node = Readonly<Record<string, unknown>>;
type Wrapped = Node & { links?: { nodes: { child: Node | null }[] } };
const nodesOf = (value: unknown) => (Array.isArray(value) ? value : (value as { nodes: unknown[] }).nodes) as Node[];

/** One text a guardian, whatever the order of children and lessons. */
function canonical(guardian: Wrapped): Node {
  const children = guardian.links
    ? guardian.links.nodes.flatMap(({ child }): readonly Node[] => (child === null ? [] : [child]))
    : nodesOf(guardian['children']);
  const texts = children.map((child) => {
    const lessons = nodesOf(child['enrolments']).map(({ state, enrolledOn, class: held }) =>
      JSON.stringify([state, enrolledOn, held]),
    );
    return JSON.stringify([child['name'], child['birthDate'], lessons.sort()]);
  });
  return { id: guardian['id'], name: guardian['name'], children: texts.sort() };
}

const rowsOf = ({ guardians }: { guardians: { nodes: Wrapped[] } }) => guardians.nodes.map(canonical);

export const nestedPage: BenchCase = {
  name: 'nested',
  title: `${COUNT} guardians with children, their enrolments, class and course`,
  connections: 8,
  variants: async (world) => {
    const truth = (await world.rows(TRUTH)).map(({ name, children }) =>
      canonical({ name, children: JSON.parse(String(children)) as unknown }),
    );
    const check = isAmong(truth, COUNT, rowsOf, ['name', 'children']);
    const variables = { first: COUNT };
    const staff = governed(world, 'club-staff', 'CLUB_OPERATION', { query, variables }, check);
    return [
      ...apollos(world, { query, variables }, check),
      postgraphile(world, { query: bare, variables }, check),
      staff,
      await sqlAlone(world, staff),
    ];
  },
};
