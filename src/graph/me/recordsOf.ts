import { execute, parse, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.js';

interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Purchases, more than which there is no copy, since half of one would pass for the whole. */
  readonly most: number;
  readonly tooMany: () => Error;
}

/**
 * Asked of the same schema in the caller's own right: what the matrix withholds is not in it either.
 * @throws whatever a field threw, and `tooMany`
 */
export async function recordsOf(
  context: RequestContext,
  { schema, document, variables = {}, most, tooMany }: Asked,
): Promise<Readonly<Record<string, unknown>>> {
  const asking = context.again();
  const answer = await execute({ schema, document: parse(document), variableValues: variables, contextValue: asking });
  context.adopt(asking);
  const [error] = answer.errors ?? [];
  // Half of a copy would pass for the whole.
  if (error !== undefined) throw error.originalError ?? error;
  const found = answer.data ?? {};
  if (JSON.stringify(found).split('"receiptNumber":').length - 1 > most) throw tooMany();
  return found;
}
