import { audienceRegister } from '../../registry/registers/audience.js';
import { sendJobRegister } from '../../registry/registers/sendJob.js';
import type { RequestContext } from '../context.js';

/**
 * Guardians of an audience, for whoever sends for it: the Club's own people, and the sender of its job. Nobody for anybody else, as for a
 * key that there is not; the tool that chose them least of all.
 */
export async function audienceMembers(context: RequestContext, key: string): Promise<readonly number[]> {
  const { registers } = context.environment;
  const { caller, policy, purpose } = context;
  if (purpose !== 'BENEFICIAL_INFORMATION' || caller.roles.includes('MARKETING_TOOL')) return [];
  const [audience] = await registers.current(audienceRegister, { key });
  if (audience === undefined) return [];
  const [job] = await registers.current(sendJobRegister, { key: audience.payload.sendJob });
  if (job === undefined) return [];
  const isOwn = policy.organisations[caller.organisation]?.accountable === true;
  if (!isOwn && job.payload.sender !== caller.organisation) return [];
  return audience.payload.guardians.map(({ reference }) => reference);
}
