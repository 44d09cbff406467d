import { generateKeyPairSync } from 'node:crypto';
import { AppendQueue } from '../../src/audit/appendQueue.js';
import { AuditLog } from '../../src/audit/auditLog.js';
import { CheckpointKeeper } from '../../src/audit/checkpoint/checkpointKeeper.js';
import type { EntryDraft } from '../../src/audit/entryDraft.js';
import { openPool } from '../../src/openPool.js';
import type { Trail } from '../../src/policy/trail.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

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

export interface OpenLogOptions {
  /** @default 4 */
  readonly connections?: number;
  /** A governance database with an empty log. @default one of its own on the cluster of all tests */
  readonly database?: Pick<TestDatabase, 'name' | 'connection' | 'drop'>;
}

/** A log of its own, empty. */
export async function openLog(options: OpenLogOptions = {}) {
  const database = options.database ?? (await createDatabase('governance'));
  const pool = openPool({ ...database.connection, max: options.connections ?? 4 });
  const log = new AuditLog({ key: Buffer.alloc(32, 1) });
  const queue = new AppendQueue({ log, pool });
  const second = temporaryFolder();
  const key = generateKeyPairSync('ed25519').privateKey;
  const now = () => TRAIL.now;
  const keeper = new CheckpointKeeper({ log, pool, key, folder: second.path, now });
  /** As a gateway that starts anew on the same database and second place would. */
  const another = (signing = key, folder = second.path, over = pool) => {
    const own = new AuditLog({ key: Buffer.alloc(32, 1) });
    return { log: own, keeper: new CheckpointKeeper({ log: own, pool: over, key: signing, folder, now }) };
  };
  /** What nobody may do and a database's owner can: past the triggers. */
  const tamper = async (...statements: readonly string[]) => {
    const client = await pool.connect();
    await client.query('set session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
    client.release(true);
  };
  const close = async () => {
    second.remove();
    await pool.end();
    await database.drop();
  };
  return { database, pool, log, queue, keeper, another, tamper, second, key, close };
}
