import { NorenError } from '../../errors.js';
import { isDeskOpen } from '../../registry/facts/deskHours.js';
import type { RightsEntry } from '../../registry/registers/answerRights.js';
import { rightsCaseRegister, type Right } from '../../registry/registers/rightsCase.js';
import type { RequestContext } from '../context.js';
import { needsStillSpeaking } from '../registers/clubKnowledge.js';

/** @throws NorenError BAD_INPUT alike for a case that has ended and for none */
export async function openCase({ environment }: RequestContext, key: string): Promise<RightsEntry> {
  const [found] = await environment.registers.current(rightsCaseRegister, { key });
  if (found === undefined) throw new NorenError('BAD_INPUT', 'key: there is no such open request');
  return found;
}

/**
 * An open, verified case that asks for one of these rights, of one who still speaks for the person, in the hours of the desk (A6-2, A6-4b, A6-10).
 * @throws NorenError
 */
export async function neededCase(
  context: RequestContext,
  { key, rights, clause }: { readonly key: string; readonly rights: readonly Right[]; readonly clause: string },
): Promise<RightsEntry> {
  const found = await openCase(context, key);
  const { payload } = found;
  if (!rights.includes(payload.right))
    throw new NorenError('REFUSED', `key: the case asks for ${payload.right} (${clause}).`);
  if (payload.verifiedAt === null) throw new NorenError('REFUSED', 'NOT_VERIFIED: it is not known who asks (A6-2).');
  await needsStillSpeaking(context, payload);
  if (!isDeskOpen(context.now)) throw new NorenError('REFUSED', 'OUTSIDE_DESK_HOURS: the desk is closed (A6-10).');
  return found;
}
