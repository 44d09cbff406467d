import { NorenError } from '../../errors.js';
import type { RightsEntry } from '../../registry/registers/answerRights.js';
import type { ConsentGiver } from '../../registry/consentInput.js';
import type { RightsCasePayload } from '../../registry/registers/rightsCase.js';
import type { Asker } from '../../rights/asker.js';
import { ageOfChild } from '../consents/consentParties.js';
import type { RequestContext } from '../context.js';

/** What a granted request asks for is done before the answer says that it is. @throws NorenError; then the case stays open */
export async function grantRight(context: RequestContext, { key, payload }: RightsEntry, by: Asker): Promise<void> {
  const { rights, consents } = context.environment;
  const { right, subject } = payload;
  switch (right) {
    case 'ERASE':
      await rights.erase(subject, { cause: 'REQUEST', by, caseKey: key });
      return;
    case 'STOP_USE':
    case 'STOP_PROVISION':
      await rights.stop(subject, { flag: right, by, caseKey: key });
      return;
    case 'WITHDRAW_CONSENT':
      await consents.withdrawAll(subject, {
        channel: 'DESK',
        by: await giverOf(context, payload),
        trail: context.trail,
      });
      return;
    case 'RECTIFY': {
      const done = (await rights.corrections(subject)).some(({ caseKey }) => caseKey === key);
      if (!done)
        throw new NorenError('REFUSED', 'NOT_DONE: nothing was corrected for this case: correctForCase (A6-3c).');
      return;
    }
    case 'INQUIRY':
    case 'ACCESS':
    case 'PROVISION_RECORD':
    case 'PURPOSE_NOTICE':
      return;
  }
}

/** In whose name the no is. An agent speaks for the person. */
async function giverOf(context: RequestContext, payload: RightsCasePayload): Promise<ConsentGiver> {
  const { subject, requestedBy, actingAs } = payload;
  if (actingAs === 'GUARDIAN') return { ...requestedBy, relation: 'GUARDIAN', ageAtEvent: null };
  const ageAtEvent = subject.kind === 'CHILD_PARTICIPANT' ? await ageOfChild(context, subject.reference) : null;
  return { ...subject, relation: 'SELF', ageAtEvent };
}
