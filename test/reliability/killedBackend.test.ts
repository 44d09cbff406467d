import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { AppendQueue } from '../../src/audit/appendQueue.js';
import { connectionsOf, recreateDatabases } from '../../src/embedded/embeddedDatabases.js';
import { startPostgres, type EmbeddedPostgres } from '../../src/embedded/postgres/startPostgres.js';
import { openPool } from '../../src/openPool.js';
import { openGovernance } from '../../src/registry/governanceDatabase.js';
import { disclosure, openLog } from '../audit/openLog.js';
import { temporaryFolder } from '../support/temporaryFolder.js';
import { expectWholeLog } from './expectWholeLog.js';

/**
 * SIGKILL of a backend: PostgreSQL then throws out everybody, goes through its write-ahead log, and admits nobody until that is done. So
 * with a cluster of its own, as the embedded gateway starts it.
 */

const folder = temporaryFolder();
let postgres: EmbeddedPostgres;
let opened: Awaited<ReturnType<typeof openLog>>;
beforeAll(async () => {
  // What a process wrote and did not sync outlives it: only a power cut would not be survived.
  postgres = await startPostgres({ dataFolder: folder.path, durable: false });
  await recreateDatabases(postgres);
  const connection = connectionsOf(postgres).governance;
  const governance = openGovernance(connection);
  await governance.migrate();
  await governance.close();
  opened = await openLog({ database: { name: connection.database, connection, drop: async () => postgres.stop() } });
});
afterAll(async () => {
  await opened.close();
  folder.remove();
});

type Writer = ReturnType<typeof startWriter>;

/** A queue of a pool of its own that appends one after the other, and remembers what was acknowledged. */
function startWriter(number: number) {
  const pool = openPool({ ...opened.database.connection, max: 3, application_name: 'writer' });
  const queue = new AppendQueue({ log: opened.log, pool });
  const state = { acknowledged: new Map<number, string>(), refused: [] as unknown[], stopped: false };
  const news = new EventEmitter();
  const working = (async () => {
    for (let turn = 1; !state.stopped; turn += 1) {
      const outcome = queue.append(disclosure([number, 10 + turn]));
      await outcome.then(
        ({ index, leafHash }) => {
          state.acknowledged.set(index, leafHash);
          news.emit('acknowledged');
        },
        async (error: unknown) => {
          state.refused.push(error);
          await pause(20);
        },
      );
    }
  })();
  const stop = async () => {
    state.stopped = true;
    await working;
    await pool.end();
  };
  return { state, news, stop };
}

const acknowledgedBy = (writers: readonly Writer[]) => writers.flatMap(({ state }) => [...state.acknowledged]);

/** Kills the backend of a transaction that has appended and is not committed, while the writers wait for it. */
async function killInTheMiddle(): Promise<void> {
  const client = await opened.pool.connect();
  const ended = new Promise((resolve) => client.once('end', resolve));
  await client.query('begin');
  await opened.log.append(client, [disclosure([1])]);
  kill((await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid);
  await ended;
  client.release(true);
}

/** Kills the backend of a writer, at work where there is one; everybody's session ends. */
async function killWriter(): Promise<void> {
  const client = await opened.pool.connect();
  const ended = new Promise((resolve) => client.once('end', resolve));
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'writer' order by state = 'active' desc, pid limit 1`,
  );
  kill(rows[0]?.pid);
  await ended;
  client.release(true);
}

function kill(pid: number | undefined): void {
  if (pid === undefined) throw new Error('There is no backend to kill.');
  process.kill(pid, 'SIGKILL');
}

/** Asks again while sessions end: one from before the kill may answer once more, and be gone at the next statement. */
async function answerTo<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().then(
      (value) => ({ value }),
      () => null,
    );
    if (answer !== null) return answer.value;
    await pause(20);
  }
}

async function untilAcknowledged(writers: readonly Writer[], count: number): Promise<void> {
  while (acknowledgedBy(writers).length < count)
    await Promise.race(writers.map(async ({ news }) => once(news, 'acknowledged')));
}

// clauses: A7-1d
test('kill -9 of backends of the database between the entries of three queues loses nothing that was acknowledged, leaves no gap, and ends no pool', async () => {
  const writers = [1, 2, 3].map(startWriter);
  try {
    for (let turn = 0; turn < 5; turn += 1) {
      await untilAcknowledged(writers, acknowledgedBy(writers).length + 30);
      await (turn % 2 === 0 ? killWriter() : killInTheMiddle());
      const { keeper } = opened.another();
      expect(await answerTo(async () => keeper.check())).toBeNull();
      await answerTo(async () => keeper.sign());
    }
    await untilAcknowledged(writers, acknowledgedBy(writers).length + 30);
  } finally {
    for (const { stop } of writers) await stop();
  }

  const acknowledged = acknowledgedBy(writers);
  const refused = writers.flatMap(({ state }) => state.refused);
  expect(refused).not.toEqual([]);
  for (const error of refused) expect(error).toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  const entries = await expectWholeLog(opened, acknowledged.length);
  const { rows } = await opened.pool.query<{ at: number; leaf: string }>(
    `select index::float8 as at, encode(leaf_hash, 'hex') as leaf from audit_entries`,
  );
  const written = new Map(rows.map(({ at, leaf }) => [at, leaf]));
  expect(new Map(acknowledged).size).toBe(acknowledged.length);
  expect(acknowledged.filter(([index, leaf]) => written.get(index) !== leaf)).toEqual([]);
  expect(await opened.another().keeper.check()).toBeNull();
  expect((await opened.log.append(opened.pool, [disclosure([1])]))[0]?.index).toBe(entries);
  await expect(Promise.race([postgres.lost.then(() => 'lost'), Promise.resolve('there')])).resolves.toBe('there');
});
