import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Role } from '../policy/vocabulary.js';
import { auditAnswer } from './auditAnswer.js';
import type { BorderContext } from './borderContext.js';
import { BoundedCache } from './boundedCache.js';
import { governanceExtension } from './governanceExtension.js';
import { introspection } from './introspection.js';
import { limitRules, LIMITS } from './limits.js';
import { maskErrors } from './maskErrors.js';
import { originalContext } from './originalContext.js';
import { recordOperation } from './recordOperation.js';
import { refusedOperation } from './refusedOperation.js';
import { schemaMisfits } from './schemaMisfits.js';
import { schemaReaders } from './schemaReaders.js';

export interface ApolloOptions<Context extends BorderContext> {
  readonly schema: GraphQLSchema;
  /** Of the instant. */
  readonly introspectionRoles: () => readonly Role[];
  readonly log: Logger;
  /** Of the hashes in the log. */
  readonly logHashKey: Uint8Array;
  /** Of the graph, after the border's own checks and before the answer is looked over. @default none */
  readonly plugins?: readonly ApolloServerPlugin<Context>[];
  /** Validated documents to keep; at most 2,000 tokens each. @default 500 */
  readonly documents?: number;
}

/** Read from top to bottom. What refuses comes first; what looks over the finished answer comes last. */
function orderedPlugins<Context extends BorderContext>(options: ApolloOptions<Context>): ApolloServerPlugin<Context>[] {
  const mayRead = schemaReaders(options.introspectionRoles);
  return [
    // Everything of Apollo's that reports elsewhere, or puts a hook on every field.
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
    originalContext(),
    introspection(mayRead),
    schemaMisfits(mayRead),
    ...(options.plugins ?? []),
    refusedOperation(),
    governanceExtension(),
    // When all is in the answer that will be, and before it leaves.
    auditAnswer(),
    // Last, to note the codes that really leave.
    recordOperation(options.logHashKey),
  ];
}

function documentStore(limit: number) {
  const documents = new BoundedCache<DocumentNode>(limit);
  return {
    get: async (key: string) => documents.get(key),
    set: async (key: string, document: DocumentNode) => documents.set(key, document),
    delete: async (key: string) => documents.delete(key),
  };
}

/** Apollo's own messages can quote errors, and these quote data: only that there was one is written down. */
function quietLog(log: Logger) {
  const note = (level: 'error' | 'warn') => () => log[level]({ event: 'APOLLO_NOTICE' });
  return { debug: () => undefined, info: () => undefined, warn: note('warn'), error: note('error') };
}

export function createApollo<Context extends BorderContext>(options: ApolloOptions<Context>): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema: options.schema,
    plugins: orderedPlugins(options),
    formatError: maskErrors(options.log),
    logger: quietLog(options.log),
    nodeEnv: 'production',
    // Allowed to Apollo, decided per caller by the plugin above.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    documentStore: documentStore(options.documents ?? 500),
    maxRecursiveSelections: LIMITS.selections,
    validationRules: limitRules(),
    parseOptions: { maxTokens: LIMITS.tokens, noLocation: true },
    validationOptions: { maxErrors: 1 },
    executionOptions: { maxCoercionErrors: 1 },
  });
}
