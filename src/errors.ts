/** What can go wrong at the border; the whole list. A refusal inside is a `Decision`, never an error. */
export type ErrorCode =
  | 'BAD_CONFIGURATION'
  | 'BAD_POLICY'
  | 'BAD_SCHEMA'
  | 'BAD_INPUT'
  | 'BAD_CURSOR'
  | 'UNAUTHENTICATED'
  | 'REFUSED'
  | 'LIMIT_EXCEEDED'
  | 'SOURCE_UNAVAILABLE'
  | 'STATISTIC_UNAVAILABLE'
  | 'AUDIT_UNAVAILABLE'
  | 'REGISTERS_UNAVAILABLE'
  | 'BULK_LIMIT';

/**
 * The one base class. The message names the schema coordinate or setting, the value got and the rule, and never governed
 * data: it may be shown to the caller word for word.
 */
export class NorenError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'NorenError';
  }
}
