import { createHmac } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import { attachedTo } from './requestRecord.js';

/**
 * Notes for the log what was asked, and refusals. Document and name only as keyed hashes: a caller may write a telephone
 * number into either, and who reads the log could find it by trying all numbers against a plain hash.
 */
export function recordOperation(hashKey: Uint8Array): ApolloServerPlugin {
  const hash = (text: string): string => createHmac('sha256', hashKey).update(text).digest('hex').slice(0, 16);
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue, operationName, operation, source }) {
          const record = attachedTo(contextValue)?.record;
          if (!record) return;
          if (source) record.documentHash = hash(source);
          if (operation) record.operationType = operation.operation;
          if (operationName) record.operationHash = hash(operationName);
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
