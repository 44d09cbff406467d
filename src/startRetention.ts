import type { Pool } from 'pg';
import type { Configuration } from './config.js';
import { NorenError } from './errors.js';
import type { SubjectReference } from './policy/consentRecord.js';
import type { Policy } from './policy/policy.js';
import type { SubjectRights } from './rights/subjectRights.js';
import { erasureListIn, type ErasureList } from './supervision/retention/erasureList.js';
import { keepRetaining } from './supervision/retention/keepRetaining.js';
import type { RetentionDesk } from './supervision/retention/retentionDesk.js';
import type { EraserPort } from './supervision/retention/retentionPorts.js';

/** In whose name the gateway erases what has been kept long enough: the privacy manager's, who answers for it. */
export const RETENTION_JOB = 'noren:retention';

export interface Retaining {
  readonly retention: RetentionDesk;
  /** Writes down which consents are over. */
  readonly expire: () => Promise<unknown>;
  /** Of the governance database. */
  readonly pool: Pool;
  readonly policyAt: (now: Date) => Policy;
  readonly now: () => Date;
}

/** The one eraser, for the job, in the name of who is accountable at the time. */
export function retentionEraser(rights: SubjectRights, policyNow: () => Policy): EraserPort {
  const by = () => {
    const accountable = Object.values(policyNow().organisations).find((each) => each.accountable)?.code ?? '';
    return { subjectId: RETENTION_JOB, organisation: accountable, role: 'PRIVACY_MANAGER' } as const;
  };
  return {
    erase: async (subject) => rights.erase(subject, { cause: 'RETENTION', by: by(), caseKey: null }),
    replay: () => rights.replayErasures(),
  };
}

/** The list that belongs to this governance database. */
export async function erasureListOf(pool: Pool, folder: string): Promise<ErasureList> {
  const { rows } = await pool.query<{ origin: string }>('select origin from audit_head');
  const [head] = rows;
  if (head === undefined) throw new NorenError('BAD_CONFIGURATION', 'The audit log has no head.');
  return erasureListIn(folder, head.origin);
}

/** Puts who is erased on the list of this governance database. */
export function rememberErased(pool: Pool, folder: string) {
  return async (subject: SubjectReference): Promise<void> => (await erasureListOf(pool, folder)).add([subject]);
}

/**
 * Before anything is served: whoever is erased stays so, whatever backup was restored. A source that is down does not keep the gateway from
 * starting, since the flags of the erased close them at once. Then a run a day, where that is wanted.
 */
export async function startRetention(
  { retention, expire, pool, policyAt, now }: Retaining,
  { retention: mode, erasuresFolder }: Configuration,
  onError: (event: 'ERASURES_NOT_REPLAYED' | 'RETENTION_FAILED') => void,
): Promise<() => Promise<void>> {
  const list = await erasureListOf(pool, erasuresFolder);
  await retention.replay(list).catch(() => onError('ERASURES_NOT_REPLAYED'));
  const run = async () => {
    if (mode === 'off') return null;
    const ran = await retention.run({ policy: policyAt(now()), now: now(), dryRun: false });
    // After it: a consent whose end can't be written down must not keep anybody's data longer.
    await expire();
    return ran;
  };
  return keepRetaining({ pool, list, now, run, onError: () => onError('RETENTION_FAILED') });
}
