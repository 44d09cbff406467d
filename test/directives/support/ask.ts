import { execute, parse, type ExecutionResult, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { applyGovernance } from '../../../directives/applyGovernance.js';
import { PLAN, type GovernedRow, type PresentContext } from '../../../directives/governedRow.js';
import type { DisclosureForm } from '../../../src/policy/vocabulary.js';
import { schemaOf, withResolvers } from './sdl.js';

export const present: PresentContext = {
  keepPhoneDigits: 2,
  pseudonym: (domain, row) => `P-${domain}-${String(row['key'])}`,
};

/** A row with a plan: the form of each field, `null` for per row. */
export function planned(forms: Readonly<Record<string, DisclosureForm | null>>, columns: object): GovernedRow {
  const cells = Object.fromEntries(Object.entries(forms).map(([field, form]) => [field, { form }]));
  return { ...columns, [PLAN]: { cells, present } };
}

export interface Asked {
  readonly fields: string;
  readonly row: unknown;
  readonly query: string;
  readonly context?: unknown;
  readonly resolvers?: Readonly<Record<string, GraphQLFieldResolver<unknown, unknown>>>;
}

/** Asks a governed schema with one type, `Guardian`, of these fields, whose one row is `row`. */
export async function ask({ fields, row, query, context, resolvers = {} }: Asked): Promise<ExecutionResult> {
  const schema = schemaOf(`
    type Query { guardian: Guardian @subject(kind: GUARDIAN) }
    type Guardian @subject(kind: GUARDIAN) { ${fields} }
    type Purchase @public { shop: String }
  `);
  return run(applyGovernance(withResolvers(schema, { 'Query.guardian': () => row, ...resolvers })), query, context);
}

export async function run(schema: GraphQLSchema, query: string, context: unknown = {}): Promise<ExecutionResult> {
  const result = await execute({ schema, document: parse(query), contextValue: context });
  return JSON.parse(JSON.stringify(result)) as ExecutionResult;
}
