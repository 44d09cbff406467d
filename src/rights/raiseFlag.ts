import type { SubjectReference } from '../policy/consentRecord.js';
import { ROLES } from '../policy/vocabulary.js';
import { subjectFlagRegister, type SubjectFlagPayload } from '../registry/registers/subjectFlag.js';
import type { RightsGround } from './rightsGround.js';
import type { Asker } from './asker.js';

export interface Raising {
  readonly flag: SubjectFlagPayload['flag'];
  readonly by: Asker;
  readonly caseKey: string | null;
}

/** A person's own word is as good as the desk's: the flag is on record in the name of who asked. @returns whether it is new */
export async function raiseFlag(
  { registers }: Pick<RightsGround, 'registers'>,
  subject: SubjectReference,
  { flag, by, caseKey }: Raising,
): Promise<boolean> {
  if (await isRaised({ registers }, subject, flag)) return false;
  const register = { ...subjectFlagRegister, recorders: ROLES, accountableOnly: false };
  const payload = { subject, flag, why: 'at the wish of the person, or of who speaks for them', case: caseKey };
  await registers.record(register, { payload, recorder: by });
  return true;
}

export async function isRaised(
  { registers }: Pick<RightsGround, 'registers'>,
  subject: SubjectReference,
  flag: SubjectFlagPayload['flag'],
): Promise<boolean> {
  const flags = await registers.current(subjectFlagRegister, { subject });
  return flags.some(({ payload }) => payload.flag === flag);
}
