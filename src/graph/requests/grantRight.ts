import { NorenError } from '../../errors.js';
import type { RightsEntry } from '../../registry/registers/answerRights.js';
import type { RecordedConsentEvent } from '../../registry/consentReads.js';
import type { RightsCasePayload } from '../../registry/registers/rightsCase.js';
import type { Asker } from '../../rights/asker.js';
import { AT_THE_DESK } from '../consents/CaseConsent.js';
import type { RequestContext } from '../context.js';
import { caseGiver } from './caseGiver.js';

interface Granting {
  readonly decision: 'GRANTED' | 'PARTLY_GRANTED';
  readonly by: Asker;
}

/**
 * What a granted request asks for is done before the answer says that it is; what is granted in part is done in that part.
 * What is told may be told by post or in the room (ADR 0027): the desk answers for it.
 * @throws NorenError; then the case stays open
 */
export async function grantRight(context: RequestContext, entry: RightsEntry, granting: Granting): Promise<void> {
  const { key, payload } = entry;
  const { rights, consents } = context.environment;
  const { right, subject } = payload;
  switch (right) {
    case 'ERASE':
      return eraseFor(context, entry, granting);
    case 'RECTIFY':
      return needsCorrected(context, entry, granting);
    case 'STOP_USE':
    case 'STOP_PROVISION':
      needsWhole(right, granting);
      await rights.stop(subject, { flag: right, by: granting.by, caseKey: key });
      return;
    case 'WITHDRAW_CONSENT': {
      needsWhole(right, granting);
      const by = await caseGiver(context, payload);
      await consents.withdrawAll(subject, { channel: 'DESK', by, trail: context.trail });
      return;
    }
    case 'CONSENT':
      needsWhole(right, granting);
      return needsSaid(context, payload);
    case 'INQUIRY':
    case 'ACCESS':
    case 'PROVISION_RECORD':
    case 'PURPOSE_NOTICE':
      return;
  }
}

/** Erased, or, as the part of it, no longer used: also where a legal hold stands, at whose end the erasure begins by itself (A6-3d, A6-5). */
async function eraseFor(
  { environment: { rights } }: RequestContext,
  { key, payload: { subject } }: RightsEntry,
  { decision, by }: Granting,
): Promise<void> {
  const isHeld = await rights.isHeld(subject);
  if (decision === 'PARTLY_GRANTED' && !isHeld) {
    await rights.stop(subject, { flag: 'STOP_USE', by, caseKey: key });
    return;
  }
  const { state } = await rights.erase(subject, { cause: 'REQUEST', by, caseKey: key });
  if (state === 'HELD' && decision === 'GRANTED') {
    notDone('use is stopped, and a legal hold keeps the rest: answer PARTLY_GRANTED with OTHER_LAW (A6-5)');
  }
  if (state === 'RUNNING')
    notDone('nobody sees the person any more, and a source is still to be erased: answer then (A6-3d)');
}

async function needsCorrected(
  { environment: { rights } }: RequestContext,
  { key, payload: { subject } }: RightsEntry,
  { decision }: Granting,
): Promise<void> {
  const made = (await rights.corrections(subject)).filter(({ caseKey }) => caseKey === key);
  const isDone = ({ state }: (typeof made)[number]): boolean => state === 'DONE';
  if (made.length === 0) notDone('nothing was corrected for this case: correctForCase (A6-3c)');
  if (decision === 'GRANTED' ? !made.every(isDone) : !made.some(isDone)) {
    notDone('a correction has not reached the source: see its state (A6-3c)');
  }
}

/** At the desk, since it is known who asks. */
async function needsSaid({ environment }: RequestContext, { subject, verifiedAt }: RightsCasePayload): Promise<void> {
  const words = await environment.consents.recordsOf([subject]);
  const steps = [...(await environment.consents.eventsOf(words.map(({ id }) => id))).values()].flat();
  const isMeant = ({ at, channel }: RecordedConsentEvent): boolean =>
    AT_THE_DESK.some((each) => each === channel) && at.toISOString() >= (verifiedAt ?? '');
  if (!steps.some(isMeant)) notDone('no word on consent was recorded for this case: grantConsentForCase (A4-3)');
}

function needsWhole(right: string, { decision }: Granting): void {
  if (decision === 'GRANTED') return;
  throw new NorenError('BAD_INPUT', `decision "PARTLY_GRANTED": ${right} has no part; it is granted or refused`);
}

function notDone(what: string): never {
  throw new NorenError('REFUSED', `NOT_DONE: ${what}.`, { reason: 'NOT_DONE' });
}
