import { Pool } from 'pg';
import { AppendQueue } from '../../src/audit/appendQueue.js';
import { AuditLog } from '../../src/audit/auditLog.js';
import type { EntryDraft } from '../../src/audit/entryDraft.js';
import type { Trail } from '../../src/policy/trail.js';
import { createDatabase } from '../support/database.js';

export const TRAIL: Trail = {
  requestId: '00000000-0000-4000-8000-000000000000',
  now: new Date('2026-11-22T01:00:00Z'),
  caller: {
    subjectId: 'staff-of-the-test',
    organisation: 'SENDAI_HOSO',
    roles: ['OPERATOR_STAFF'],
    purposes: [],
    amr: [],
  },
  recipientClasses: ['JOINT_USER_OPERATOR'],
  purpose: 'CLUB_OPERATION',
  subPurpose: null,
  policy: { version: '2026-11-01', hash: 'abc' },
  onRecorded: () => undefined,
};

/** What an answer with names of these guardians would have left behind. */
export function disclosure(references: readonly number[], change: Partial<EntryDraft> = {}): EntryDraft {
  const coordinates = ['Guardian.name'];
  return {
    kind: 'DISCLOSURE',
    trail: TRAIL,
    decisions: [
      {
        coordinates,
        category: 'NAME',
        subject: 'GUARDIAN',
        form: 'RAW',
        otherwise: 'RAW',
        condition: [],
        reason: 'PERMITTED',
        gate: null,
        rule: 'O01',
        basis: 'JOINT_USE',
        clauses: ['A2(2)-r2a'],
      },
    ],
    disclosed: [
      { category: 'NAME', form: 'RAW', coordinates, rows: references.length, subjectKind: 'GUARDIAN', references },
    ],
    ...change,
  };
}

/** A log of its own, empty. */
export async function openLog(options: { readonly connections?: number } = {}) {
  const database = await createDatabase('governance');
  const pool = new Pool({ ...database.connection, max: options.connections ?? 4 });
  pool.on('error', () => undefined);
  const log = new AuditLog({ key: Buffer.alloc(32, 1) });
  const queue = new AppendQueue({ log, pool });
  const close = async () => {
    await pool.end();
    await database.drop();
  };
  return { database, pool, log, queue, close };
}
