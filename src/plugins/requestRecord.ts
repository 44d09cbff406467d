import type { DeclaredPurpose, VerifiedCaller } from '../policy/caller.js';

/** What the log line of one request is made of. Hashes, codes and enums: never a document, a variable, a token or a value. */
export interface RequestRecord {
  readonly requestId: string;
  caller?: VerifiedCaller;
  declared?: DeclaredPurpose;
  /** Keyed, 16 hexadecimal digits; the same document has the same one on every gateway of a group. */
  documentHash?: string;
  operationHash?: string;
  operationType?: string;
  /** Codes of the errors in the answer, each once. */
  readonly codes: Set<string>;
}

const ORIGIN = Symbol('context and record of the request');

interface Origin<Context> {
  readonly context: Context;
  readonly record: RequestRecord;
}

/** Ties the record to the context, so that it is found again from the copy that Apollo makes of the context. */
export function attachRecord<Context extends object>(context: Context, record: RequestRecord): Context {
  return Object.assign(context, { [ORIGIN]: { context, record } satisfies Origin<Context> });
}

export function attachedTo<Context extends object>(context: Context): Origin<Context> | undefined {
  return (context as { [ORIGIN]?: Origin<Context> })[ORIGIN];
}
