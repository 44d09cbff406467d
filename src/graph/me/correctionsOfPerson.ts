import type { SubjectReference } from '../../policy/consentRecord.js';
import type { RequestContext } from '../context.js';
import type { Correction } from './Correction.js';
import { membershipOf } from './ownMembership.js';
import { publishedCorrections } from './publishedCorrections.js';

/** Of a person, also in the co-op's record of a guardian who is a member; latest first in each record. `forCase`: for the copy of the desk. */
export async function correctionsOfPerson(
  context: RequestContext,
  subject: SubjectReference,
  { forCase }: { readonly forCase: boolean } = { forCase: false },
): Promise<Correction[]> {
  const { rights } = context.environment;
  const membership = await membershipOf(context, subject);
  const records = membership === null ? [subject] : [subject, membership];
  const shown = await Promise.all(
    records.map(async (record) =>
      publishedCorrections(context, await rights.corrections(record), { forCase, seenAs: subject.kind }),
    ),
  );
  return shown.flat();
}
