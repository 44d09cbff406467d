import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { otherUser } from '../../../src/embedded/postgres/launcher.js';
import { type EmbeddedPostgres, startPostgres } from '../../../src/embedded/postgres/startPostgres.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const folder = temporaryFolder('データ フォルダ');
afterAll(() => folder.remove());

async function ask(postgres: EmbeddedPostgres, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: postgres.urlFor('postgres') });
  await client.connect();
  const { rows } = await client.query<{ answer: unknown }>(sql);
  await client.end();
  return rows[0]?.answer;
}

function postmasterOf(dataFolder: string): number {
  return Number(readFileSync(join(dataFolder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function untilGone(pid: number): Promise<boolean> {
  for (let round = 0; round < 600; round += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await pause(50);
  }
  return false;
}

describe('the embedded PostgreSQL', () => {
  it('starts in a folder with spaces and Japanese characters, keeps its rows over a restart, and stops', async () => {
    const messages: string[] = [];
    const first = await startPostgres({ dataFolder: folder.path, onProgress: (message) => messages.push(message) });
    expect(first.fresh).toBe(true);
    expect(messages).toHaveLength(1);
    await ask(first, 'create table kept (answer int)');
    await ask(first, 'insert into kept values (42)');
    const pid = postmasterOf(folder.path);
    await first.stop();
    await first.stop();
    expect(await untilGone(pid)).toBe(true);

    const second = await startPostgres({ dataFolder: folder.path });
    expect(second.fresh).toBe(false);
    expect(await ask(second, 'select answer from kept')).toBe(42);
    await second.stop();
  });

  it('listens on no port, and only its owner can reach the socket', async () => {
    const postgres = await startPostgres({ dataFolder: folder.path });
    expect(await ask(postgres, `select current_setting('listen_addresses') as answer`)).toBe('');
    expect(statSync(postgres.host).mode & 0o777).toBe(0o700);
    expect(join(postgres.host, '.s.PGSQL.5432').length).toBeLessThan(104);
    await postgres.stop();
  });

  it('keeps the written data safe from a power cut', async () => {
    const postgres = await startPostgres({ dataFolder: folder.path });
    expect(await ask(postgres, `select current_setting('fsync') as answer`)).toBe('on');
    expect(await ask(postgres, `select current_setting('full_page_writes') as answer`)).toBe('on');
    await postgres.stop();
  });

  it('refuses a folder that a living gateway has, and leaves that one alone', async () => {
    const postgres = await startPostgres({ dataFolder: folder.path });
    await expect(startPostgres({ dataFolder: folder.path })).rejects.toMatchObject({
      code: 'BAD_CONFIGURATION',
      message: expect.stringContaining(`process ${process.pid}`) as string,
    });
    expect(await ask(postgres, 'select 1 as answer')).toBe(1);
    await postgres.stop();
  });

  it('is not stopped by what a crash left, even when the number of the process is somebody else’s now', async () => {
    const stale = [String(process.pid), join(folder.path, 'data'), '0', '5432', '', '', '', 'ready'].join('\n');
    writeFileSync(join(folder.path, 'data', 'postmaster.pid'), stale);
    writeFileSync(join(folder.path, 'gateway.json'), JSON.stringify({ pid: process.pid, startedAt: 'another time' }));
    const postgres = await startPostgres({ dataFolder: folder.path });
    expect(await ask(postgres, 'select 1 as answer')).toBe(1);
    await postgres.stop();
  });

  it('says what the log says when it does not start', async () => {
    const broken = temporaryFolder();
    const postgres = await startPostgres({ dataFolder: broken.path, durable: false });
    await postgres.stop();
    rmSync(join(broken.path, 'data', 'global'), { recursive: true });
    await expect(startPostgres({ dataFolder: broken.path })).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: expect.stringContaining('global') as string,
    });
    expect(existsSync(join(broken.path, 'gateway.json'))).toBe(false);
    broken.remove();
  });

  it('leaves no process behind when the gateway is killed, and starts again at once', async () => {
    const program = `
      const { startPostgres } = await import(process.argv[1]);
      await startPostgres({ dataFolder: process.argv[2] });
      process.send('ready');
      setInterval(() => undefined, 1000);`;
    const built = pathToFileURL(join(projectRoot, 'dist/src/embedded/postgres/startPostgres.js')).href;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program, built, folder.path], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    const pid = postmasterOf(folder.path);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const next = await startPostgres({ dataFolder: folder.path });
    expect(await untilGone(pid)).toBe(true);
    expect(await ask(next, 'select answer from kept')).toBe(42);
    await next.stop();
  });

  it('lets a program that is done end by itself, and is gone then too', async () => {
    const program = `
      const { startPostgres } = await import(process.argv[1]);
      await startPostgres({ dataFolder: process.argv[2] });`;
    const built = pathToFileURL(join(projectRoot, 'dist/src/embedded/postgres/startPostgres.js')).href;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program, built, folder.path]);
    expect(await once(child, 'exit')).toEqual([0, null]);
    const file = join(folder.path, 'data', 'postmaster.pid');
    if (existsSync(file)) expect(await untilGone(postmasterOf(folder.path))).toBe(true);
  });
});

const asRoot = process.getuid?.() === 0 ? it : it.skip;
asRoot('runs as nobody where user namespaces are forbidden', async () => {
  const closed = temporaryFolder();
  const postgres = await startPostgres({ dataFolder: closed.path, launcher: otherUser(), durable: false });
  expect(await ask(postgres, 'select 1 as answer')).toBe(1);
  expect(statSync(`/proc/${postmasterOf(join(postgres.host, '..'))}`).uid).toBe(otherUser().user?.uid);
  await postgres.stop();
  rmSync(join(postgres.host, '..'), { recursive: true, force: true });
  closed.remove();
});
