import type { Configuration } from './config.js';
import { joinEmbedded } from './embedded/joinEmbedded.js';
import { closeAll, openFoundation, type Closing } from './foundation.js';
import { loadPolicyCalendar } from './policy/policyCalendar.js';
import type { Policy } from './policy/policy.js';
import { createGraph } from './server.js';
import { erasureListOf } from './startRetention.js';
import type { IncidentStore } from './supervision/incidents/incidentStore.js';
import type { ErasureList } from './supervision/retention/erasureList.js';
import type { RetentionDesk } from './supervision/retention/retentionDesk.js';

/** What a person at the machine of the gateway can do, with or without one running. */
export interface Maintenance {
  readonly retention: RetentionDesk;
  readonly erasures: ErasureList;
  readonly incidents: IncidentStore;
  readonly policy: Policy;
  readonly now: Date;
}

/** For the command line: opens what is needed, does the work, closes everything. */
export async function maintain<T>(
  config: Configuration,
  say: (message: string) => void,
  work: (maintenance: Maintenance) => Promise<T>,
): Promise<T> {
  const closing: Closing = [];
  try {
    const foundation = await openFoundation(config, { embedded: joinEmbedded, say, closing });
    const policies = loadPolicyCalendar(config.policyFile);
    const now = new Date();
    const { environment, retention, close } = createGraph(policies, foundation, () => new Date(), {
      erasuresFolder: config.erasuresFolder,
    });
    closing.push(close);
    // Whatever would be written into a log that was restored too early, or changed, would fork it for good.
    const breach = await environment.audit.checkpoints.check();
    if (breach !== null) say(`The audit log is closed, and nothing is written: ${breach}.`);
    const erasures = await erasureListOf(foundation.governance.pool, config.erasuresFolder);
    const { incidents } = environment.supervision;
    return await work({ retention, erasures, incidents, policy: policies.policyAt(now), now });
  } finally {
    await closeAll(closing);
  }
}
