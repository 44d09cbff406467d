import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportAudit } from '../../src/audit/export/exportAudit.js';
import { auditExportCommand } from '../../src/cli/auditExportCommand.js';
import { auditVerifyCommand } from '../../src/cli/auditVerifyCommand.js';
import type { Command } from '../../src/cli/command.js';
import { runCommand } from '../../src/cli/runCommand.js';
import { disclosure, openLog } from '../audit/openLog.js';

let opened: Awaited<ReturnType<typeof openLog>>;
let file: string;
let key: string;
beforeAll(async () => {
  opened = await openLog();
  await opened.log.append(opened.pool, [disclosure([1]), disclosure([2]), disclosure([3])]);
  await opened.keeper.sign();
  key = (await opened.keeper.verifierKey()).text;
  mkdirSync(join(opened.second.path, 'kept'), { recursive: true });
  file = join(opened.second.path, 'kept', 'audit.jsonl');
  let text = '';
  for await (const line of exportAudit(opened.pool, key)) text += line;
  writeFileSync(file, text);
});
afterAll(async () => opened.close());

async function run(command: Command, ...args: readonly string[]) {
  const said = { out: '', err: '' };
  const loadConfig = () => {
    throw new Error('nothing may be asked of a database');
  };
  const surroundings = {
    loadConfig,
    out: (text: string) => (said.out += text),
    err: (text: string) => (said.err += text),
  };
  return { code: await runCommand([command], [...command.name.split(' '), ...args], surroundings), ...said };
}

describe('noren audit verify', () => {
  it('ends with 0 where all holds, alone from a file or a folder, with key and second place from elsewhere', async () => {
    const place = join(opened.second.path, key.split('+')[0]?.split('/')[1] ?? '');
    const whole = await run(auditVerifyCommand, file, '--key', join(place, 'verifier.key'), '--checkpoints', place);
    expect(whole).toEqual({ code: 0, out: '3 entries and 2 checkpoints hold.\n', err: '' });
    expect((await run(auditVerifyCommand, join(opened.second.path, 'kept'))).code).toBe(0);
    // NOREN_CHECKPOINTS itself, which has a folder of each log.
    const second = await run(auditVerifyCommand, file, '--checkpoints', opened.second.path);
    expect([second.code, second.out]).toEqual([0, '3 entries and 2 checkpoints hold.\n']);
  });

  it('ends with 1 and names the first entry that is wrong', async () => {
    const changed = `${file}.changed`;
    writeFileSync(changed, readFileSync(file, 'utf8').replace(/(\n.*\n.*)CLUB_OPERATION/, '$1CLUB_OPERATIOM'));
    const { code, out, err } = await run(auditVerifyCommand, changed);
    expect([code, out]).toEqual([1, 'Entry 1: the entry is not the one that its leaf hash was made of.\n']);
    expect(err).toContain('No --key');
  });

  it('ends with 1 where there is nothing to compare with, and where nobody signed the end', async () => {
    const none = await run(auditVerifyCommand, file, '--checkpoints', join(opened.second.path, 'kept'));
    expect([none.code, none.out]).toEqual([1, '']);
    expect(none.err).toContain('holds no checkpoint of this log');
    const bare = `${file}.bare`;
    writeFileSync(bare, readFileSync(file, 'utf8').replace(/"checkpoints":\[.*?\]/, '"checkpoints":[]'));
    const unsigned = await run(auditVerifyCommand, bare, '--key', key);
    expect([unsigned.code, unsigned.out]).toEqual([1, 'Entry 0: the entries 0 to 2 are signed by nobody.\n']);
    expect((await run(auditVerifyCommand, bare, '--key', key, '--unsigned-tail')).code).toBe(0);
  });

  it('ends with 2 where it is not understood, and helps', async () => {
    expect((await run(auditVerifyCommand)).code).toBe(2);
    expect((await run(auditVerifyCommand, file, '--no-such')).code).toBe(2);
    expect(await run(auditVerifyCommand, '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Exit code') as string,
    });
    expect((await run(auditVerifyCommand, `${file}.missing`)).code).toBe(1);
  });
});

it('noren audit export writes over nothing, and helps', async () => {
  expect(await run(auditExportCommand, file)).toMatchObject({
    code: 1,
    err: expect.stringContaining('is there already') as string,
  });
  expect((await run(auditExportCommand)).code).toBe(2);
  expect((await run(auditExportCommand, '--help')).code).toBe(0);
});
