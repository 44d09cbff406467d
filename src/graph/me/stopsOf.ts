import type { SubjectReference } from '../../policy/consentRecord.js';
import { subjectFlagRegister } from '../../registry/registers/subjectFlag.js';
import type { RequestContext } from '../context.js';

interface OwnStop {
  readonly stop: string;
  readonly since: string;
}

/**
 * Stops of this person's data, whoever said it for them. Of a child's a guardian is told nothing: the record does not say which guardian, or
 * whether the child, had it stopped. Other flags are not the person's, and may have to be kept from them (A4-7b).
 */
export async function stopsOf(context: RequestContext, subject: SubjectReference): Promise<readonly OwnStop[]> {
  const flags = await context.environment.registers.current(subjectFlagRegister, { subject });
  return flags
    .filter(({ payload: { flag } }) => flag === 'STOP_USE' || flag === 'STOP_PROVISION')
    .map(({ payload: { flag }, validFrom }) => ({ stop: flag, since: validFrom.toISOString() }));
}
