import { audienceRegister } from '../../registry/registers/audience.js';
import type { RequestContext } from '../context.js';

/** An audience that the caller itself proposed, as it is in force; null: none of this key, or somebody else's. */
export async function proposedAudience({ environment, caller }: RequestContext, key: string) {
  const [audience] = await environment.registers.current(audienceRegister, { key });
  return audience === undefined || audience.recordedBy !== caller.subjectId ? null : audience;
}
