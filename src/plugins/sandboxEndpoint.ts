import type { ApolloServer } from '@apollo/server';
import type { BorderContext, BuildContext } from './borderContext.js';

/** A graph that can be asked. */
export interface Served<Context extends BorderContext> {
  /** Started. */
  readonly apollo: ApolloServer<Context>;
  readonly buildContext: BuildContext<Context>;
}

/** The sandbox, or why there is none now. */
export type SandboxState<Context extends BorderContext> =
  Served<Context> | 'SANDBOX_NOT_CONFIGURED' | 'SANDBOX_PREPARING' | 'SANDBOX_UNAVAILABLE';
