import { NorenError } from '../errors.js';
import type { Receipt } from '../policy/trail.js';
import type { Asker } from './asker.js';
import { NOTICE_COLUMNS, type ChangeNotice } from './changeNotices.js';
import { recordRight, tellOf } from './recordRight.js';
import type { RightsGround } from './rightsGround.js';
import { withSubject } from './subjectLock.js';

export interface Acknowledging {
  readonly workId: string;
  readonly organisation: string;
  readonly by: Asker;
}

/** "We hold the new value, or nothing any more." On record once, as the first said it. @throws NorenError BAD_INPUT, AUDIT_UNAVAILABLE */
export async function acknowledgeNotice(ground: RightsGround, said: Acknowledging): Promise<ChangeNotice> {
  const { workId, organisation, by } = said;
  const notice = await read(ground, said);
  if (notice.acknowledgedAt !== null) return notice;
  const at = ground.now();
  const { subject, what: of } = notice;
  const receipts = await withSubject(ground.pool, subject, async (client): Promise<readonly Receipt[]> => {
    const { rowCount } = await client.query(
      `update change_notices set acknowledged_at = $3, acknowledged_by = $4
        where work_id::text = $1 and organisation = $2 and acknowledged_at is null`,
      [workId, organisation, at, by.subjectId],
    );
    if (rowCount === 0) return [];
    const event = { what: 'CHANGE_ACKNOWLEDGED', subject, by, workId, at, facts: { of } } as const;
    return recordRight(ground, client, event);
  });
  tellOf(receipts, by);
  return read(ground, said);
}

async function read({ pool }: RightsGround, { workId, organisation }: Acknowledging): Promise<ChangeNotice> {
  const { rows } = await pool.query<ChangeNotice>(
    `select ${NOTICE_COLUMNS} from change_notices where work_id::text = $1 and organisation = $2`,
    [workId, organisation],
  );
  return rows[0] ?? unknown();
}

function unknown(): never {
  throw new NorenError('BAD_INPUT', 'id: there is no such notice');
}
