import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { NorenError } from '../errors.js';

/** What one document may ask for. Static: they look at the document only, so that a validated document may be kept. */
export const LIMITS = {
  /** Levels of fields; fragments don't count as levels. */
  depth: 12,
  aliases: 15,
  directives: 10,
  tokens: 2_000,
  /** Selections after fragments are spread: stops fragments that double each other. */
  selections: 5_000,
  bodyBytes: 100_000,
} as const;

export const LIMIT_MESSAGE =
  `The request exceeds a limit: ${LIMITS.depth} levels, ${LIMITS.aliases} aliases, ${LIMITS.directives} directives, ` +
  `${LIMITS.tokens} tokens, ${LIMITS.selections} selections, ${LIMITS.bodyBytes} bytes.`;

function report(context: ValidationContext | null): void {
  const originalError = new NorenError('LIMIT_EXCEEDED', LIMIT_MESSAGE);
  context?.reportError(new GraphQLError(LIMIT_MESSAGE, { originalError }));
}

/** Depth, aliases and directives as validation rules. Tokens are counted by the parser, selections by Apollo. */
export function limitRules(): ValidationRule[] {
  const refuse = { propagateOnRejection: false, onReject: [report] };
  return new ApolloArmor({
    maxDepth: { n: LIMITS.depth, flattenFragments: true, ...refuse },
    // No exception for `__typename`: a thousand aliases of it cost as much as of anything else.
    maxAliases: { n: LIMITS.aliases, allowList: [], ...refuse },
    maxDirectives: { n: LIMITS.directives, ...refuse },
    maxTokens: { enabled: false },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect().validationRules;
}
