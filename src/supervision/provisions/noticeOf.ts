import type { DataCategory } from '../../policy/vocabulary.js';
import type { Provision } from './provisionStore.js';
import type { Stopped } from './readStopCauses.js';
import type { StopNotice } from './stopNotice.js';

/** What a notice says of what a recipient holds. */
export interface Noticed extends Pick<
  Provision,
  'purpose' | 'recipient' | 'recipientIdentity' | 'subjectKind' | 'subjectKey' | 'subjectId'
> {
  readonly items: readonly { readonly category: DataCategory }[];
}

export function noticeOf(
  { recipient, purpose, subjectKey, subjectKind, subjectId, recipientIdentity, items }: Noticed,
  { cause, since, categories }: Stopped,
  obligations: StopNotice['obligations'] = ['STOP_USE', 'RETURN_OR_ERASE'],
): Omit<StopNotice, 'acknowledgement'> {
  return {
    key: `${cause}/${recipient}/${purpose}/${subjectKey.slice(0, 32)}/${since.getTime()}`,
    cause,
    recipient,
    since,
    obligations,
    about: {
      kind: subjectKind,
      purpose,
      categories: categories ?? [...new Set(items.map(({ category }) => category))].toSorted(),
      subjectId,
      identity: recipientIdentity,
    },
  };
}
