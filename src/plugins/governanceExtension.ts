import type { ApolloServerPlugin } from '@apollo/server';
import type { BorderContext } from './borderContext.js';

/** Puts the reasons into `extensions.governance`. Once a response: a hook on every field would cost half of the speed. */
export function governanceExtension(): ApolloServerPlugin<BorderContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue }) {
          if (response.body.kind !== 'single' || response.body.singleResult.data === undefined) return;
          const governance = contextValue.governanceReport();
          if (governance === undefined) return;
          const { singleResult } = response.body;
          singleResult.extensions = { ...singleResult.extensions, governance };
        },
      };
    },
  };
}
