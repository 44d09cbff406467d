import { createHash } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import { originOf } from './requestRecord.js';

/** Notes for the log what was asked, as hashes (a caller may write personal data into an operation's name), and refusals. */
export function recordOperation(): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue, operationName, operation, queryHash }) {
          const record = originOf(contextValue)?.record;
          if (!record) return;
          if (queryHash) record.documentHash = queryHash;
          if (operation) record.operationType = operation.operation;
          if (operationName)
            record.operationHash = createHash('sha256').update(operationName).digest('hex').slice(0, 16);
          if (response.body.kind !== 'single') return;
          for (const error of response.body.singleResult.errors ?? []) {
            const code = error.extensions?.['code'];
            if (typeof code === 'string') record.codes.add(code);
          }
        },
      };
    },
  };
}
