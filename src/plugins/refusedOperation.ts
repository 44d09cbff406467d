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
          if (singleResult.data !== undefined || first === undefined) return;
          singleResult.errors = [first];
          response.http.status = statusOf(first.extensions?.['code']);
        },
      };
    },
  };
}
