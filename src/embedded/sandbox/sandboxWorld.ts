import type { DatabaseName } from '../../config.js';
import type { GovernanceConnection } from '../../registry/governanceDatabase.js';
import type { SourceConnection, SourceName } from '../../sources/openSource.js';
import type { ResolvedIdentity } from '../seedMark.js';

/** Other people than the demonstration's. */
export const SANDBOX_SEED = 20_271_031;

export interface SandboxAsked {
  /** Of a sandbox that has to be made. */
  readonly families: number;
  /** Tokyo date as of which new data are made, YYYY-MM-DD. */
  readonly today: string;
  /** Breaks off between two steps. */
  readonly signal: AbortSignal;
}

/** Made-up people in databases of their own. */
export interface SandboxWorld {
  readonly connections: Readonly<Record<SourceName, SourceConnection>> &
    Readonly<Record<Exclude<DatabaseName, SourceName>, GovernanceConnection>>;
  /** Who can be played in it. */
  readonly identities: readonly ResolvedIdentity[];
}
