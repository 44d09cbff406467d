import type { Policy } from '../../policy/policy.js';
import type { Supervision } from '../../registry/supervision/supervise.js';

/** What the graph asks of supervision; filled by the composition root. */
export interface SupervisionPorts {
  /** All that those who watch have to see at an instant. */
  supervise(circumstances: { readonly policy: Policy; readonly now: Date }): Promise<Supervision>;
}
