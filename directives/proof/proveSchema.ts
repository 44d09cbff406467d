import type { GraphQLSchema } from 'graphql';
import { NorenError } from '../../src/errors.js';
import { readLabels } from '../readLabels.js';
import { directiveUsesAreValid } from './directiveUsesAreValid.js';
import { schemaFacts } from './schemaFacts.js';
import { schemaRules } from './schemaRules.js';
import type { Violation } from './violation.js';

/**
 * Refuses a schema in which something personal could leave unlabelled. Run it after `labelSchema`, on everything that is served.
 * @throws NorenError BAD_SCHEMA, with all violations, each with its coordinate, in the message and in `details.violations`.
 */
export function proveSchema(schema: GraphQLSchema): void {
  refuse(directiveUsesAreValid(schema));
  const facts = schemaFacts(schema, readLabels(schema));
  refuse(schemaRules.flatMap((rule) => rule(facts)));
}

export function refuse(violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  const lines = violations.map(({ coordinate, fault }) => `  ${coordinate}: ${fault}.`);
  throw new NorenError('BAD_SCHEMA', `The schema is not safe to serve:\n${lines.join('\n')}`, { violations });
}
