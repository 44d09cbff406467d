import type { ClientBase } from 'pg';
import type { DutyOf } from '../../audit/answerDuty.js';
import type { AuditLog } from '../../audit/auditLog.js';
import { subjectsIn } from '../../audit/subjectsIn.js';
import { tokyoToday } from '../../policy/lifeStage.js';
import type { Policy } from '../../policy/policy.js';
import { COUNTING_SINCE, readVolumes } from './readVolumes.js';
import { suspendForVolume } from './suspendForVolume.js';

export interface VolumeDutyOptions {
  readonly policyAt: (now: Date) => Policy;
  readonly log: AuditLog;
}

const COUNT = `
  insert into recipient_volumes (organisation, day, since, subjects) values ($1, $2::date, ${COUNTING_SINCE}, $3)
  on conflict (organisation, day, since) do update set subjects = recipient_volumes.subjects + excluded.subjects`;

/**
 * Counts what each recipient outside was shown, in the transaction of the answer's entry. The answer that goes over a limit still leaves, as
 * nobody can know before which rows it has; with it the recipient is suspended, and the next one is refused (A3-2).
 */
export function volumeDuty({ policyAt, log }: VolumeDutyOptions): DutyOf {
  return (draft) => {
    const { trail } = draft;
    if (trail === null) return null;
    const subjects = subjectsIn(draft.disclosed ?? []);
    const { organisation } = trail.caller;
    const policy = policyAt(trail.now);
    const person = trail.recipientClasses.every((name) => policy.recipientClasses[name].side === 'DATA_SUBJECT');
    if (subjects === 0 || person || policy.organisations[organisation]?.accountable === true) return null;
    const alongside = async (client: ClientBase): Promise<void> => {
      const day = tokyoToday(trail.now);
      await client.query({ name: 'count of a recipient', text: COUNT, values: [organisation, day, subjects] });
      const volumes = await readVolumes(client, organisation, { policy, now: trail.now });
      const exceeded = volumes.find(({ used, subjects: most }) => used > most);
      if (exceeded !== undefined) await suspendForVolume(client, log, { organisation, exceeded, trail });
    };
    return { alongside, obligations: [] };
  };
}
