import { randomBytes } from 'node:crypto';
import { parse, type GraphQLResolveInfo, type OperationDefinitionNode } from 'graphql';
import { DEMO_IDENTITIES } from '../src/embedded/identities.js';
import { buildGraphSchema } from '../src/graph/buildGraphSchema.js';
import { RequestContext } from '../src/graph/context.js';
import type { GraphEnvironment } from '../src/graph/graphEnvironment.js';
import { join } from 'node:path';
import { loadPolicyCalendar } from '../src/policy/policyCalendar.js';
import { orderlyFacts } from '../src/policy/tools/orderlyFacts.js';
import type { Purpose } from '../src/policy/vocabulary.js';
import { projectRoot } from '../src/projectRoot.js';
import { LARGEST } from './cases/governance.js';
import { quantile, table } from './harness/numbers.js';

const REPEATS = 3_000;
const PERSON = 'id name kana birthDate birthYear address phone email memberCode registeredOn';
interface Document {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}
const literal = (query: string): Document => ({ query, variables: {} });
const DOCUMENTS: Readonly<Record<string, Document>> = {
  'list of 10 fields': literal(`{ guardians(first: 1000) { nodes { ${PERSON} } } }`),
  'nested page':
    literal(`{ guardians(first: 50) { nodes { ${PERSON} children { ${PERSON} enrolments { state class { name course { name } } } }
     member { name phone purchases(first: 5) { amount } } } } }`),
  'largest: four roots, all relations': LARGEST,
};
const CALLERS: readonly (readonly [string, Purpose])[] = [
  ['club-staff', 'CLUB_OPERATION'],
  ['operator-staff', 'CLUB_OPERATION'],
  ['marketing-tool', 'BENEFICIAL_INFORMATION'],
];

/** Milliseconds to make a request's context, and to plan it with all its decisions; no database. */
export async function planTimes(): Promise<string> {
  const { schema, labels } = buildGraphSchema();
  const policies = loadPolicyCalendar(join(projectRoot, 'policy/club.yaml'));
  const now = () => new Date('2026-11-22T03:00:00Z');
  const facts: GraphEnvironment['facts'] = ({ caller: { organisation } }) => {
    const orderly = orderlyFacts(policies.policyAt(now()), { organisation, without: [], holding: [] });
    return Promise.resolve({ SINGLE: orderly, LIST: orderly, papers: [], offices: [] });
  };
  const environment = { policies, facts, labels, secret: randomBytes(32), now } as unknown as GraphEnvironment;
  const rows: string[][] = [];
  for (const [title, { query, variables }] of Object.entries(DOCUMENTS)) {
    const [operation] = parse(query, { noLocation: true }).definitions as OperationDefinitionNode[];
    const info = { schema, fragments: {}, variableValues: variables, operation } as unknown as GraphQLResolveInfo;
    for (const [name, purpose] of CALLERS)
      rows.push([title, name, ...(await timesOf(environment, info, name, purpose))]);
  }
  return `### Plan and decide, milliseconds a request\n\n${table(['document', 'caller', 'context p50', 'p99', 'plan p50', 'p99'], rows)}\n`;
}

async function timesOf(
  environment: GraphEnvironment,
  info: GraphQLResolveInfo,
  name: string,
  purpose: Purpose,
): Promise<string[]> {
  const caller = DEMO_IDENTITIES.find((identity) => identity.name === name);
  if (caller === undefined) throw new Error(`There is no identity ${name}.`);
  const contexts: number[] = [];
  const plans: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const start = performance.now();
    const identity = {
      caller: { ...caller, subjectId: name },
      declared: { purpose, subPurpose: null, problem: null },
      requestId: '-',
      acceptLanguage: undefined,
    };
    const context = await RequestContext.open(environment, identity);
    const made = performance.now();
    context.plan(info);
    plans.push(performance.now() - made);
    contexts.push(made - start);
  }
  const warm = [contexts.slice(REPEATS / 2), plans.slice(REPEATS / 2)];
  return warm.flatMap((times) => [quantile(times, 0.5).toFixed(3), quantile(times, 0.99).toFixed(3)]);
}
