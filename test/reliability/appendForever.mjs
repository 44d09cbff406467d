// A gateway's queue, in a process of its own that is there to be killed: one line on the standard output for each receipt.
import pg from 'pg';
import { AppendQueue } from '../../dist/src/audit/appendQueue.js';
import { AuditLog } from '../../dist/src/audit/auditLog.js';

const pool = new pg.Pool({ ...JSON.parse(process.argv[2]), max: 4 });
const queue = new AppendQueue({ log: new AuditLog({ key: Buffer.alloc(32, 1) }), pool });
const draft = (reference) => ({
  kind: 'DISCLOSURE',
  trail: null,
  instant: new Date(0),
  disclosed: [
    {
      category: 'NAME',
      form: 'RAW',
      coordinates: ['Guardian.name'],
      rows: 1,
      subjectKind: 'GUARDIAN',
      references: [reference],
    },
  ],
});
for (let reference = 1; ; reference += 4) {
  const receipts = await Promise.all([0, 1, 2, 3].map((one) => queue.append(draft(reference + one))));
  for (const { index } of receipts) process.stdout.write(`${index}\n`);
}
