import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { NorenError } from '../errors.js';
import { isOwnCode, isPublicErrorCode, PUBLIC_ERRORS, type PublicErrorCode } from './publicErrors.js';

type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** The error that was thrown first: GraphQL wraps it, at times twice. */
function firstCause(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? firstCause(error.originalError) : error;
}

function publicCode(formatted: GraphQLFormattedError): PublicErrorCode {
  const code = formatted.extensions?.['code'];
  // graphql-js gives these no code of their own.
  if (formatted.message.startsWith('Syntax Error: Document contains more')) return 'LIMIT_EXCEEDED';
  if (formatted.message.startsWith('Argument "')) return 'BAD_USER_INPUT';
  if (formatted.message.startsWith('Schema is not configured to execute')) return 'GRAPHQL_VALIDATION_FAILED';
  return isPublicErrorCode(code) && code !== 'UNAUTHENTICATED' ? code : 'INTERNAL';
}

/**
 * What of an unexpected error may be written down: its class, a PostgreSQL state, and where it was thrown. Never its
 * message, detail or hint, which quote rows ("Key (email)=(...) already exists").
 */
function traceable(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { code } = error as { code?: unknown };
  const afterMessage = (error.stack ?? '').split(error.message).at(-1) ?? '';
  const frames = afterMessage.split('\n').filter((line) => /^ +at .*:\d+:\d+\)?$/.test(line));
  return {
    kind: error.constructor.name,
    ...(typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? { code } : {}),
    at: frames.slice(0, 8).map((line) => line.trim()),
  };
}

interface Reason {
  readonly reason?: string;
  readonly clauses?: readonly string[];
  /** Of the reason, in the reader's language. */
  readonly message?: string;
}

/**
 * The code of the rule that refused, as decisions have it: SELF_APPROVAL; with the clauses and the sentence where they are known. What else
 * the error knows stays here.
 */
function reasonOf({ details }: NorenError): Reason {
  const { reason, clauses, sentence } = details;
  if (typeof reason !== 'string' || !/^[A-Z][A-Z_]{1,60}$/.test(reason)) return {};
  const named = Array.isArray(clauses) && clauses.length > 0 ? { clauses: clauses.map(String) } : {};
  return { reason, ...named, ...(typeof sentence === 'string' ? { message: sentence } : {}) };
}

/** Apollo's `formatError`: every error leaves with a fixed message or with one that was written for callers. */
export function maskErrors(log: Logger): FormatError {
  const ids = new WeakMap<object, string>();
  return (formatted, error) => {
    const cause = firstCause(error);
    const path = formatted.path ? { path: formatted.path } : {};
    if (cause instanceof NorenError && isOwnCode(cause.code)) {
      return { message: cause.message, ...path, extensions: { code: cause.code, ...reasonOf(cause) } };
    }
    const code = publicCode(formatted);
    const { message } = PUBLIC_ERRORS[code];
    if (code !== 'INTERNAL') return { message, ...path, extensions: { code } };
    // One failed batch fails many fields: one line in the log, one id in the answer.
    const key: object = typeof cause === 'object' && cause !== null ? cause : {};
    const known = ids.get(key);
    const correlationId = known ?? randomUUID();
    if (known === undefined) log.error({ event: 'UNEXPECTED_ERROR', correlationId, error: traceable(cause) });
    ids.set(key, correlationId);
    return { message, ...path, extensions: { code, correlationId } };
  };
}
