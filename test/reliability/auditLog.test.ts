import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { AuditLog } from '../../src/audit/auditLog.js';
import { AppendQueue } from '../../src/audit/appendQueue.js';
import { openPool } from '../../src/openPool.js';
import { projectRoot } from '../../src/projectRoot.js';
import { disclosure, openLog } from '../audit/openLog.js';
import { expectWholeLog } from './expectWholeLog.js';

let opened: Awaited<ReturnType<typeof openLog>>;
beforeEach(async () => {
  opened = await openLog({ connections: 20 });
});
afterEach(async () => opened.close());

const expectWhole = async (atLeast: number) => expectWholeLog(opened, atLeast);

// clauses: A7-1d
test('16 writers at once, some of whose transactions are undone: indices are dense, in one order, each with its true receipt', async () => {
  const kept: number[] = [];
  const writer = async (number: number) => {
    for (let turn = 0; turn < 12; turn += 1) {
      const client = await opened.pool.connect();
      await client.query('begin');
      const [receipt] = await opened.log.append(client, [disclosure([number + 1, turn + 1, 500 + number * 12 + turn])]);
      const undone = (number + turn) % 4 === 0;
      await client.query(undone ? 'rollback' : 'commit');
      client.release();
      if (!undone) kept.push(receipt?.index ?? -1);
    }
  };
  await Promise.all(Array.from({ length: 16 }, async (_, number) => writer(number)));
  expect(kept.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 144 }, (_, index) => index));
  expect(await expectWhole(144)).toBe(144);
});

test('two queues of two gateways share one order', async () => {
  const other = new AppendQueue({ log: new AuditLog({ key: Buffer.alloc(32, 1) }), pool: opened.pool });
  const receipts = await Promise.all(
    Array.from({ length: 80 }, async (_, at) => (at % 2 === 0 ? opened.queue : other).append(disclosure([at + 1]))),
  );
  expect(new Set(receipts.map(({ index }) => index)).size).toBe(80);
  expect(await expectWhole(80)).toBe(80);
});

test('database backends that are ended in between leave no gap and no double, and the next entry continues', async () => {
  const working = openPool({ ...opened.database.connection, max: 8, application_name: 'to be ended' });
  const queue = new AppendQueue({ log: opened.log, pool: working });
  let [acknowledged, refused, ending] = [0, 0, true];
  const end = (async () => {
    while (ending) {
      await opened.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to be ended' and datname = current_database()`,
      );
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  for (let at = 0; at < 60; at += 1) {
    const outcomes = await Promise.allSettled([1, 2, 3].map(async (one) => queue.append(disclosure([at * 3 + one]))));
    acknowledged += outcomes.filter(({ status }) => status === 'fulfilled').length;
    refused += outcomes.filter(({ status }) => status === 'rejected').length;
  }
  ending = false;
  await end;
  expect(refused).toBeGreaterThan(0);
  const before = await expectWhole(acknowledged);
  // Unknown outcomes may have been written; nothing else may.
  expect(before).toBeLessThanOrEqual(acknowledged + refused);
  const [next] = await opened.log.append(opened.pool, [disclosure([1])]);
  expect(next?.index).toBe(before);
  await working.end();
});

test('a gateway process that is killed in the middle leaves a log that the next start continues', async () => {
  const script = join(projectRoot, 'test', 'reliability', 'appendForever.mjs');
  let acknowledged = 0;
  for (let kill = 0; kill < 2; kill += 1) {
    const child = spawn(process.execPath, [script, JSON.stringify(opened.database.connection)], { stdio: 'pipe' });
    child.stdout.on('data', (chunk: Buffer) => (acknowledged += chunk.toString().split('\n').length - 1));
    while (acknowledged < (kill + 1) * 40) await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    const { keeper } = opened.another();
    expect(await keeper.check()).toBeNull();
    await expectWhole(acknowledged);
  }
  expect((await opened.log.append(opened.pool, [disclosure([1])]))[0]?.index).toBe((await expectWhole(1)) - 1);
});
