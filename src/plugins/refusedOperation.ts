import type { ApolloServerPlugin } from '@apollo/server';
import { statusOf } from './publicErrors.js';

/**
 * An answer without data carries one error and the status of its code. How many errors a document has, and in which order,
 * would tell which of an attacker's guesses are names of the schema.
 */
export function refusedOperation(): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response }) {
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          const [first] = singleResult.errors ?? [];
          if (first === undefined) return;
          // Refused as a whole at the beginning of the execution (a subscription, say): graphql-js then says `data: null`.
          if (singleResult.data === null && first.path === undefined) delete singleResult.data;
          if (singleResult.data !== undefined) return;
          singleResult.errors = [first];
          response.http.status = statusOf(first.extensions?.['code']);
        },
      };
    },
  };
}
