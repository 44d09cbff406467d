import type { ApolloServerPlugin } from '@apollo/server';
import { BREAK, GraphQLError, visit, type DocumentNode } from 'graphql';
import { NorenError } from '../errors.js';
import type { Role } from '../policy/vocabulary.js';
import { originOf } from './requestRecord.js';

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field(node) {
      if (node.name.value !== '__schema' && node.name.value !== '__type') return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}

/**
 * Introspection for callers with one of these roles, asked anew at each request, since an amendment may name others. Not a validation rule: Apollo keeps validated documents, and what one
 * caller was allowed would then be answered to the next.
 */
export function introspection(allowed: () => readonly Role[]): ApolloServerPlugin {
  // The answer depends on the document alone, so it may be kept with the document.
  const asks = new WeakMap<DocumentNode, boolean>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, contextValue }) {
          const asked = asks.get(document) ?? asksForSchema(document);
          asks.set(document, asked);
          if (!asked || originOf(contextValue)?.record.caller?.roles.some((role) => allowed().includes(role))) return;
          const originalError = new NorenError('REFUSED', 'Introspection is not allowed for this caller.');
          throw new GraphQLError(originalError.message, { originalError });
        },
      };
    },
  };
}
