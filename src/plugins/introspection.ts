import type { ApolloServerPlugin } from '@apollo/server';
import { BREAK, GraphQLError, visit, type DocumentNode } from 'graphql';
import { NorenError } from '../errors.js';
import type { MayReadSchema } from './schemaReaders.js';

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

/** Introspection, for those who may read the schema. */
export function introspection(mayRead: MayReadSchema): ApolloServerPlugin {
  // The answer depends on the document alone, so it may be kept with the document.
  const asks = new WeakMap<DocumentNode, boolean>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, contextValue }) {
          const asked = asks.get(document) ?? asksForSchema(document);
          asks.set(document, asked);
          if (!asked || mayRead(contextValue)) return;
          const originalError = new NorenError('REFUSED', 'Introspection is not allowed for this caller.');
          throw new GraphQLError(originalError.message, { originalError });
        },
      };
    },
  };
}
