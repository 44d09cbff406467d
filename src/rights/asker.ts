import type { Trail } from '../policy/trail.js';
import type { Recorder } from '../registry/registers/registerDefinition.js';

/** Who wants something changed, as the token proves, and in which request; none: the gateway of itself. */
export interface Asker extends Recorder {
  readonly trail?: Trail;
}
