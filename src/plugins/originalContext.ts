import type { ApolloServerPlugin } from '@apollo/server';
import { attachedTo } from './requestRecord.js';

/**
 * Gives every later plugin and resolver the context itself. Apollo makes a shallow copy, which loses private fields and
 * splits the state of a request in two.
 */
export function originalContext(): ApolloServerPlugin {
  return {
    async requestDidStart(request) {
      const contextValue = attachedTo(request.contextValue)?.context ?? request.contextValue;
      Object.assign(request, { contextValue });
    },
  };
}
