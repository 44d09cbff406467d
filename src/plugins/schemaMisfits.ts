import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { PUBLIC_ERRORS, type PublicErrorCode } from './publicErrors.js';
import type { MayReadSchema } from './schemaReaders.js';

/** What is wrong with the request itself: its text says nothing but what the schema and the caller say already. */
const MISFITS: readonly PublicErrorCode[] = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'];

/** The masked error with what it was about behind it; every other error as it is, and so is one that has a path: it was thrown in a field. */
function withDetail(masked: GraphQLFormattedError, error: GraphQLError | undefined): GraphQLFormattedError {
  const code = MISFITS.find((misfit) => misfit === masked.extensions?.['code']);
  if (code === undefined || error === undefined || error.path !== undefined) return masked;
  const { locations } = error;
  return { ...masked, message: `${PUBLIC_ERRORS[code].message} ${error.message}`, ...(locations ? { locations } : {}) };
}

/**
 * Tells callers who may read the schema what in their document or variables does not fit it (ADR 0082). Everybody else gets the same
 * bytes whatever it was. The caller's own words come back to the caller; the log has the code alone.
 */
export function schemaMisfits(mayRead: MayReadSchema): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ contextValue, errors, response }) {
          if (errors === undefined || response.body.kind !== 'single' || !mayRead(contextValue)) return;
          const { singleResult } = response.body;
          const { errors: told } = singleResult;
          if (told !== undefined) singleResult.errors = told.map((masked, at) => withDetail(masked, errors[at]));
        },
      };
    },
  };
}
