import { LIMIT_MESSAGE } from './limits.js';

interface PublicError {
  readonly message: string;
  /** Of an answer without data. */
  readonly status: number;
}

/**
 * What a caller is told, one fixed text a code. The texts of graphql-js name the schema and quote variables, that is personal
 * data of the caller's; none of them leaves, nor is logged.
 */
export const PUBLIC_ERRORS = {
  GRAPHQL_PARSE_FAILED: { message: 'The document is not valid GraphQL.', status: 400 },
  GRAPHQL_VALIDATION_FAILED: { message: 'The document does not fit the schema.', status: 400 },
  OPERATION_RESOLUTION_FAILURE: { message: 'The document has no operation of that name.', status: 400 },
  BAD_USER_INPUT: { message: 'A variable or an argument has a value that does not fit its type.', status: 400 },
  BAD_REQUEST: { message: 'Not a GraphQL request: POST one operation as application/json.', status: 400 },
  PERSISTED_QUERY_NOT_SUPPORTED: { message: 'Persisted queries are not supported.', status: 400 },
  UNAUTHENTICATED: { message: 'A valid bearer token is required.', status: 401 },
  LIMIT_EXCEEDED: { message: LIMIT_MESSAGE, status: 400 },
  SANDBOX_NOT_CONFIGURED: { message: 'This gateway has no sandbox. Its operator can configure one.', status: 404 },
  SANDBOX_PREPARING: { message: 'The sandbox is being prepared. Ask again in a moment.', status: 503 },
  SANDBOX_UNAVAILABLE: { message: 'The sandbox could not be prepared. The log of the gateway says why.', status: 503 },
  INTERNAL: { message: 'Internal error.', status: 500 },
} as const satisfies Record<string, PublicError>;

export type PublicErrorCode = keyof typeof PUBLIC_ERRORS;

/** Codes of our own whose messages are written for callers, and may pass word for word. */
export const OWN_CODES = {
  BAD_INPUT: 400,
  BAD_CURSOR: 400,
  REFUSED: 403,
  LIMIT_EXCEEDED: 400,
  SOURCE_UNAVAILABLE: 503,
  STATISTIC_UNAVAILABLE: 503,
  AUDIT_UNAVAILABLE: 503,
  REGISTERS_UNAVAILABLE: 503,
  BULK_LIMIT: 429,
} as const;

export function isPublicErrorCode(code: unknown): code is PublicErrorCode {
  return typeof code === 'string' && Object.hasOwn(PUBLIC_ERRORS, code);
}

export function isOwnCode(code: unknown): code is keyof typeof OWN_CODES {
  return typeof code === 'string' && Object.hasOwn(OWN_CODES, code);
}

/** The HTTP status of an answer that has this error and no data. */
export function statusOf(code: unknown): number {
  if (isPublicErrorCode(code)) return PUBLIC_ERRORS[code].status;
  return isOwnCode(code) ? OWN_CODES[code] : 500;
}

/** The whole body of an answer that is refused before GraphQL begins: the same bytes whatever the cause. */
export function refusalBody(code: PublicErrorCode): string {
  return JSON.stringify({ errors: [{ message: PUBLIC_ERRORS[code].message, extensions: { code } }] });
}
