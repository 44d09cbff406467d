import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoToken } from '../../src/embedded/keys/demoToken.js';
import { resolveIdentities } from '../../src/embedded/identities.js';
import { loadConfig } from '../../src/config.js';
import { refreshOnce } from '../../src/takeSnapshot.js';
import { projectRoot } from '../../src/projectRoot.js';

interface Gateway {
  readonly process: ChildProcess;
  readonly url: string;
  err(): string;
  out(): string;
  readonly exit: Promise<number | null>;
}

const folder = mkdtempSync(join(tmpdir(), 'noren-process-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
});

/** The built program in a process of its own; resolves when it has said `until`, or ends. */
async function startGateway(environment: Record<string, string> = {}, until = 'Noren is ready'): Promise<Gateway> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist', 'src', 'main.js')], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      NOREN_DATA: folder,
      NOREN_DEMO_FAMILIES: '12',
      NOREN_SANDBOX_FAMILIES: '12',
      ...environment,
    },
  });
  started.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += String(chunk)));
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const ready = new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk) => {
      said.err += String(chunk);
      if (said.err.includes(until)) resolve();
    });
  });
  await Promise.race([ready, exit]);
  const url = /ready at (\S+)\/graphql/.exec(said.err)?.[1] ?? '';
  return { process: child, url, err: () => said.err, out: () => said.out, exit };
}

/** The sandbox's, once it is there. */
async function sandboxAnswer(url: string, { headers, query }: { headers: Record<string, string>; query: string }) {
  for (;;) {
    const sent = { method: 'POST', headers, body: JSON.stringify({ query }) };
    const answer = await fetch(`${url}/sandbox/graphql`, sent);
    if (answer.status === 200) return answer.json();
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'SANDBOX_PREPARING' } }] });
    await pause(100);
  }
}

describe('the program', () => {
  it('starts from nothing, says where it is, answers, refuses a second one, stops at SIGTERM with code 0, and starts again without seeding', async () => {
    const first = await startGateway();
    expect(first.err()).toContain('Seeding 12 synthetic families');
    expect(first.err()).toContain('Demo identities: club-staff, analyst');
    expect(await (await fetch(`${first.url}/readyz`)).json()).toMatchObject({ ready: true });
    const { name: _, ...caller } = resolveIdentities({ families: 12 })[0]!;
    const headers = {
      authorization: `Bearer ${await demoToken(folder, caller, 60)}`,
      'content-type': 'application/json',
      'noren-purpose': 'CLUB_OPERATION',
    };
    const [, query = ''] = /"query":"(.*)"\}'/.exec(first.err()) ?? [];
    const answer = await fetch(`${first.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ data: {}, extensions: { governance: {} } });
    expect(await sandboxAnswer(first.url, { headers, query })).toMatchObject({
      extensions: { governance: { sandbox: true } },
    });
    const refused = await startGateway();
    expect(await refused.exit).toBe(1);
    expect(refused.err()).toContain('is using the data folder');
    const config = loadConfig({ NOREN_DATA: folder, NOREN_DEMO_FAMILIES: '12' });
    const quiet = { full: false, say: () => undefined, onProgress: () => undefined };
    const { snapshot, ...refreshed } = await refreshOnce(config, quiet);
    expect(snapshot).toMatch(/^\d{4}-\d{2}-\d{2}\.2$/);
    expect(refreshed).toEqual({ kind: 'INCREMENTAL', familiesWritten: 0 });
    first.process.kill('SIGTERM');
    expect(await first.exit).toBe(0);

    const second = await startGateway();
    expect(second.err()).toContain('Noren is ready');
    expect(second.err()).not.toContain('Seeding');
    second.process.kill('SIGINT');
    expect(await second.exit).toBe(0);
  });

  it('seeds again after it was killed in the middle of seeding', async () => {
    rmSync(join(folder, 'seed.json'));
    const killed = await startGateway({}, 'Seeding');
    killed.process.kill('SIGKILL');
    await killed.exit;
    const next = await startGateway();
    expect(next.err()).toContain('Seeding 12 synthetic families');
    expect(next.err()).toContain('Noren is ready');
    next.process.kill('SIGTERM');
    expect(await next.exit).toBe(0);
  });

  it('refuses half a configuration, names what is missing, and starts nothing', async () => {
    const half = await startGateway({ CLUB_DATABASE_URL: 'postgres://user:canary@db/club' });
    expect(await half.exit).toBe(1);
    expect(half.err()).toContain('Missing: COOP_DATABASE_URL, BROADCASTER_DATABASE_URL, GOVERNANCE_DATABASE_URL');
    expect(half.err()).not.toContain('canary');
    expect(half.err()).not.toContain('embedded PostgreSQL\n');
  });
});
