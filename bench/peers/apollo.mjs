// A bare Apollo Server over raw pg, as one writes it in an afternoon: no governance, no framework, one statement a list.
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import DataLoader from 'dataloader';
import pg from 'pg';

const parsers = {
  getTypeParser: (oid, format) => (oid === 1082 ? (text) => text : pg.types.getTypeParser(oid, format)),
};
const pool = new pg.Pool({
  host: process.env.BENCH_SOCKET,
  port: 5432,
  user: 'noren',
  database: 'club',
  max: 10,
  types: parsers,
});

const typeDefs = `
  type Query {
    guardians(first: Int!): GuardianConnection
    guardian(id: ID!): Guardian
    families: [Cell!]!
  }
  type Cell { municipality: String ageBand: Int families: Int! }
  type GuardianConnection { nodes: [Guardian!]! }
  type Guardian {
    id: ID! name: String kana: String birthDate: String birthYear: Int address: String phone: String email: String
    memberCode: String registeredOn: String children: [Child!]
  }
  type Child { id: ID! name: String birthDate: String enrolments: [Enrolment!] }
  type Enrolment { state: String enrolledOn: String class: Class }
  type Class { name: String term: String course: Course }
  type Course { name: String }
`;

const GUARDIAN = `SELECT key AS id, name, kana, birth_date AS "birthDate", birth_year AS "birthYear", address, phone, email,
                         member_code AS "memberCode", registered_on AS "registeredOn" FROM bench.guardian`;

const rows = async (text, values = []) => (await pool.query(text, values)).rows;

/** One statement for all keys of a request; `sql` gives a column "parent". */
function many(sql) {
  return new DataLoader(async (keys) => {
    const grouped = Map.groupBy(await rows(sql, [keys]), (row) => row.parent);
    return keys.map((key) => grouped.get(key) ?? []);
  });
}

const loaders = () => ({
  children: many(`SELECT l.guardian_id AS parent, c.key AS id, c.name, c.birth_date AS "birthDate"
                    FROM bench.link l JOIN bench.child c ON c.key = l.child_id WHERE l.guardian_id = ANY($1)`),
  enrolments: many(`SELECT child_id AS parent, class_id AS "classId", state, enrolled_on AS "enrolledOn"
                      FROM bench.enrolment WHERE child_id = ANY($1)`),
  class: many(`SELECT key AS parent, course_id AS "courseId", name, term FROM bench.lesson WHERE key = ANY($1)`),
  course: many(`SELECT key AS parent, name FROM bench.course WHERE key = ANY($1)`),
});

const resolvers = {
  Query: {
    guardians: async (_parent, { first }) => ({ nodes: await rows(`${GUARDIAN} ORDER BY key LIMIT $1`, [first]) }),
    guardian: async (_parent, { id }) => (await rows(`${GUARDIAN} WHERE key = $1`, [id]))[0],
    families: () =>
      rows(`SELECT municipality, age_band AS "ageBand", count(*)::int AS families FROM bench.family GROUP BY 1, 2`),
  },
  Guardian: { children: ({ id }, _arguments, context) => context.children.load(id) },
  Child: { enrolments: ({ id }, _arguments, context) => context.enrolments.load(id) },
  Enrolment: { class: async ({ classId }, _arguments, context) => (await context.class.load(classId))[0] },
  Class: { course: async ({ courseId }, _arguments, context) => (await context.course.load(courseId))[0] },
};

const plugins = process.env.BENCH_CACHE_CONTROL === 'off' ? [ApolloServerPluginCacheControlDisabled()] : [];
const server = new ApolloServer({ typeDefs, resolvers, plugins });
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async () => loaders(),
});
process.on('message', () => process.send(process.cpuUsage()));
process.send({ url });
