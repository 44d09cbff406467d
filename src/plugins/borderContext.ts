import type { DeclaredPurpose, VerifiedCaller } from '../policy/caller.js';

/** What the border needs of the context of a request; the graph's context has it and more. */
export interface BorderContext {
  /** What goes into `extensions.governance`; undefined when nothing was planned. */
  governanceReport(): object | undefined;
  /**
   * Records in the audit log what is about to leave; what of it goes into `extensions.governance`.
   * @throws when it can't be recorded: then nothing may leave
   */
  recordAnswer(document: string): Promise<object | undefined>;
  /** `extensions.governance` of an answer that may not leave. */
  unrecordedReport(): object | undefined;
}

/** What the border knows of a request when its context is made. */
export interface RequestIdentity {
  readonly caller: VerifiedCaller;
  readonly declared: DeclaredPurpose;
  readonly requestId: string;
  /** The header, as sent. */
  readonly acceptLanguage: string | undefined;
  /** The header Noren-Preview, as sent; absent: no preview. */
  readonly preview?: string | undefined;
  /** The header `Idempotency-Key`: a question that is sent again with it is the same purchase. */
  readonly idempotencyKey?: string | undefined;
}

export type BuildContext<Context extends BorderContext> = (identity: RequestIdentity) => Context | Promise<Context>;
