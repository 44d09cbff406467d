import { NorenError } from '../../errors.js';
import type { RightsAnswer } from '../../registry/registers/answerRights.js';
import type { Right, RightsCasePayload } from '../../registry/registers/rightsCase.js';
import type { RequestContext } from '../context.js';
import { lifeStageOf } from '../me/ownSubject.js';

const STOPS: readonly Right[] = ['STOP_USE', 'STOP_PROVISION', 'ERASE'];

/**
 * Where the law asks no grounds of one who is under 16 (APPI 35(9)(10) as amended), there is nothing to weigh the Club's hindrance against:
 * a stop or an erasure is refused for the harm that it would do or for another law, and for nothing else.
 * @throws NorenError REFUSED
 */
export async function needsGroundsToRefuse(
  context: RequestContext,
  { right, subject }: RightsCasePayload,
  { refusal }: Pick<RightsAnswer, 'refusal'>,
): Promise<void> {
  const { stopUse } = context.policy.law.under16;
  if (stopUse !== 'WITHOUT_GROUNDS' || refusal !== 'SERIOUS_HINDRANCE' || !STOPS.includes(right)) return;
  const stage = await lifeStageOf(context, subject);
  if (stage !== 'UNDER_16' && stage !== 'UNKNOWN') return;
  throw new NorenError(
    'REFUSED',
    `WITHOUT_GROUNDS: ${right} of one who is under 16 is not refused as ${refusal} (APPI 35(9)(10), A6-3d).`,
    { reason: 'WITHOUT_GROUNDS' },
  );
}
