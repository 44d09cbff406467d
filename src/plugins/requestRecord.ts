import type { VerifiedCaller } from './verifiedCaller.js';
import type { DeclaredPurpose } from './declaredPurpose.js';

/** What the log line of one request is made of. Hashes, codes and enums: never a document, a variable, a token or a value. */
export interface RequestRecord {
  readonly requestId: string;
  caller?: VerifiedCaller;
  declared?: DeclaredPurpose;
  /** SHA-256 of the document, hex. */
  documentHash?: string;
  operationHash?: string;
  operationType?: string;
  /** Codes of the errors in the answer, each once. */
  readonly codes: Set<string>;
}

// A property and not a WeakMap: Apollo executes with a shallow copy of the context.
const RECORD = Symbol('record of the request');

export function attachRecord<Context extends object>(context: Context, record: RequestRecord): Context {
  return Object.assign(context, { [RECORD]: record });
}

export function recordOf(context: object): RequestRecord | undefined {
  return (context as { [RECORD]?: RequestRecord })[RECORD];
}
