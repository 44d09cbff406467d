import type { ApolloServerPlugin } from '@apollo/server';
import { NorenError } from '../errors.js';
import type { BorderContext } from './borderContext.js';
import { type OWN_CODES, isOwnCode, statusOf } from './publicErrors.js';
import { attachedTo } from './requestRecord.js';

/**
 * No record, no answer (A3-2, A7-1d): what was disclosed is in the audit log before it leaves, and nothing of it leaves when it could not be
 * written. Apollo sends when every hook of this kind has ended, and it runs them at once: this one looks at what the others before it
 * left, and nothing after it may add data.
 */
export function auditAnswer(): ApolloServerPlugin<BorderContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue, source }) {
          try {
            const recorded = await contextValue.recordAnswer(source ?? '');
            if (recorded === undefined || response.body.kind !== 'single') return;
            const { singleResult } = response.body;
            const governance = { ...(singleResult.extensions?.['governance'] as object | undefined), ...recorded };
            singleResult.extensions = { ...singleResult.extensions, governance };
          } catch (error) {
            const code = codeOf(error);
            attachedTo(contextValue)?.record.codes.add(code);
            const governance = contextValue.unrecordedReport();
            const errors = [{ message: messageOf(error), extensions: { code } }];
            response.body = { kind: 'single', singleResult: { errors, extensions: { governance } } };
            response.http.status = statusOf(code);
          }
        },
      };
    },
  };
}

function codeOf(error: unknown): keyof typeof OWN_CODES {
  return error instanceof NorenError && isOwnCode(error.code) ? error.code : 'AUDIT_UNAVAILABLE';
}

function messageOf(error: unknown): string {
  return error instanceof NorenError && isOwnCode(error.code)
    ? error.message
    : 'The audit log can not be written, so nothing is disclosed (A3-2, A7-1d). Ask again later.';
}
