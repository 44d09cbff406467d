import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { budgetReconcileCommand } from '../../src/cli/budgetReconcileCommand.js';
import type { Command } from '../../src/cli/command.js';
import { durationSeconds } from '../../src/cli/duration.js';
import { incidentExportCommand } from '../../src/cli/incidentExportCommand.js';
import { policyCheckCommand } from '../../src/cli/policyCheckCommand.js';
import { retentionRunCommand } from '../../src/cli/retentionRunCommand.js';
import { runCommand } from '../../src/cli/runCommand.js';
import { tokenCommand } from '../../src/cli/tokenCommand.js';
import { loadConfig } from '../../src/config.js';
import { DEMO_IDENTITIES } from '../../src/embedded/identities.js';
import { LOCAL_AUDIENCE, LOCAL_ISSUER, localKeyPair } from '../../src/embedded/keys/localKeyPair.js';
import { writeSeedMark } from '../../src/embedded/seedMark.js';
import { createAuthenticate } from '../../src/plugins/authenticate.js';
import { localKeys } from '../../src/plugins/tokenKeys.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'noren-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const seeded = () => writeSeedMark(folder, { families: 12, today: '2026-11-22', schema: '' });

async function run(command: Command, line: string, environment: Record<string, string> = {}) {
  const said = { out: '', err: '' };
  const code = await runCommand([command], line.split(' '), {
    loadConfig: () => loadConfig({ NOREN_DATA: folder, ...environment }),
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  return { code, ...said };
}

describe('token', () => {
  it('prints a token that the gateway takes, and nothing else', async () => {
    seeded();
    const { code, out, err } = await run(tokenCommand, 'token --as club-staff');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const keys = localKeys(localKeyPair(folder).keySet);
    const authenticate = createAuthenticate({ issuer: LOCAL_ISSUER, audience: LOCAL_AUDIENCE, keys });
    await expect(authenticate([`Bearer ${out.trim()}`])).resolves.toMatchObject({
      organisation: 'GAKKO',
      roles: ['CLUB_STAFF'],
    });
  });

  it('lists every identity with organisation, roles and purposes', async () => {
    seeded();
    const { code, out } = await run(tokenCommand, 'token --list');
    expect(code).toBe(0);
    expect(out).toMatch(/^NAME +ORGANISATION +ROLES +PURPOSES\n/);
    expect(out).toMatch(/^newcomer +PUBLIC +- /m);
    expect(out.trim().split('\n')).toHaveLength(1 + DEMO_IDENTITIES.length);
  });

  it('narrows purposes and life on request', async () => {
    seeded();
    const { out } = await run(tokenCommand, 'token --as club-staff --purpose CLUB_OPERATION --expires-in 90s');
    const { purposes, iat = 0, exp } = decodeJwt(out.trim());
    expect(purposes).toEqual(['CLUB_OPERATION']);
    expect(exp).toBe(iat + 90);
    expect(await run(tokenCommand, 'token --as club-staff --purpose CHILD_WELFARE')).toMatchObject({
      code: 2,
      out: '',
    });
  });

  it.each([
    ['token', 'Prints a bearer token'],
    ['token --as nobody', 'There is no identity "nobody". There are:\nNAME'],
    ['token --as club-staff --expires-in forever', '--expires-in must be'],
    ['token --as club-staff --expires-in 31d', '--expires-in must be'],
    ['token --who', "Unknown option '--who'"],
  ])('answers `%s` with help and code 2', async (line, help) => {
    seeded();
    const { code, out, err } = await run(tokenCommand, line);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(help);
  });

  it('says what to do before the first start', async () => {
    expect(await run(tokenCommand, 'token --list').then(({ code, err }) => [code, err])).toEqual([
      2,
      expect.stringContaining('npm start'),
    ]);
  });

  it('refuses where real tokens count', async () => {
    const url = (name: string) => ({ [`${name}_DATABASE_URL`]: `postgres://db/${name.toLowerCase()}` });
    const { code, err } = await run(tokenCommand, 'token --as club-staff', {
      ...url('COOP'),
      ...url('CLUB'),
      ...url('BROADCASTER'),
      ...url('GOVERNANCE'),
      OIDC_ISSUER: 'https://login.example.org',
      NOREN_SECRET: Buffer.alloc(32).toString('base64'),
    });
    expect(code).toBe(2);
    expect(err).toContain('only on the embedded default');
  });
});

describe('noren', () => {
  it('lists its commands, and says so when it does not know one', async () => {
    expect(await run(policyCheckCommand, '--help').then(({ code, out }) => [code, out])).toEqual([
      0,
      expect.stringContaining('policy check'),
    ]);
    expect(await run(policyCheckCommand, 'policy dance').then(({ code, err }) => [code, err])).toEqual([
      2,
      expect.stringContaining('policy dance'),
    ]);
  });

  it.each([
    [budgetReconcileCommand, 'budget reconcile'],
    [incidentExportCommand, 'incident export'],
    [retentionRunCommand, 'retention run'],
  ])('says how a command is used, and starts nothing for it', async (command, name) => {
    const { code, out } = await run(command, `${name} --help`);
    expect([code, out]).toEqual([0, expect.stringContaining(`${name} `)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('checks the policy in use', async () => {
    const { code, out } = await run(policyCheckCommand, 'policy check');
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ rules, \d+ clauses ok/);
  });

  it('names what is wrong with a policy', async () => {
    const file = join(folder, 'bad.yaml');
    writeFileSync(file, 'version: 7\nrules: []\n');
    const { code, err } = await run(policyCheckCommand, `policy check ${file}`);
    expect(code).toBe(1);
    expect(err).toContain('bad.yaml:');
  });
});

describe('a duration', () => {
  it('is seconds, minutes, hours or days, and at most 30 days', () => {
    expect(['90s', '15m', '12h', '30d'].map(durationSeconds)).toEqual([90, 900, 43_200, 2_592_000]);
    expect(['', '0s', '12', '1w', '-1h', '1.5h', '31d'].map(durationSeconds)).toEqual(Array(7).fill(null));
  });
});
