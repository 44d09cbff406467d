import { generateKeyPairSync } from 'node:crypto';
import { findPredecessor } from '../../src/audit/checkpoint/findPredecessor.js';
import { nameSuccessor } from '../../src/audit/checkpoint/successor.js';
import { continueLog, standingContinuation } from '../../src/audit/continueLog.js';
import { exportAudit } from '../../src/audit/export/exportAudit.js';
import { toldOf } from '../../src/audit/export/continuedLogs.js';
import { verifyExport, type VerifyOptions } from '../../src/audit/export/verifyExport.js';
import { logFolder } from '../../src/audit/checkpoint/logFolder.js';
import { checkpointText } from '../../src/audit/checkpoint/checkpoint.js';
import { signNote, verifierKeyOf } from '../../src/audit/checkpoint/signedNote.js';
import { backUp, type Backup } from '../support/backUp.js';
import { disclosure, openLog } from './openLog.js';

/** A log of seven signed entries whose database is restored from a backup of five, four of which were signed by then. */

let opened: Awaited<ReturnType<typeof openLog>>;
let backup: Backup;
let lost: { readonly export: readonly string[]; readonly key: string; readonly origin: string };
const now = new Date('2026-11-22T01:00:00Z');
const places = () => ({ pool: opened.pool, key: opened.key, folder: opened.second.path });
const grow = async (...people: readonly number[]) =>
  opened.another().log.append(
    opened.pool,
    people.map((one) => disclosure([one])),
  );

beforeEach(async () => {
  opened = await openLog();
  await grow(1, 2, 3, 4);
  await opened.keeper.sign();
  await grow(5);
  backup = await backUp(opened.database);
  await grow(6, 7);
  await opened.keeper.sign();
  const { text, name } = await opened.keeper.verifierKey();
  lost = { export: await collected(exportAudit(opened.pool, text)), key: text, origin: name };
  await backup.restore();
});
afterEach(async () => {
  await backup.drop();
  await opened.close();
});

async function collected(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

async function* streamed(lines: readonly string[]) {
  yield* lines;
}

const verify = async (lines: readonly string[], options: VerifyOptions = {}) => verifyExport(streamed(lines), options);

/** As `noren audit continue` does, without the graph. */
async function goOn(as = 'noren/after') {
  const predecessor = await findPredecessor(places());
  const alongside = async () => undefined;
  const ground = { pool: opened.pool, log: opened.another().log, now, alongside };
  const continuation = await continueLog(ground, predecessor, { as, reason: 'INCIDENT-1' });
  for (const origin of new Set([continuation.log, continuation.continues]))
    await nameSuccessor({ ...places(), origin }, as);
  await opened.another().keeper.sign();
  return continuation;
}

async function exportedNow() {
  const { text } = await opened.keeper.verifierKey();
  return collected(exportAudit(opened.pool, text));
}

const oldNotes = async () => logFolder(opened.second.path, lost.origin).notes();

// clauses: A7-1c A7-1d
test('a restored log is closed, goes on under another origin after an entry that names what was signed last, and is served again', async () => {
  const closed = opened.another();
  expect(await closed.keeper.check()).toMatch(/the log has 5 entries, and 7 were signed in the second place/);
  await expect(closed.log.append(opened.pool, [disclosure([9])])).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });

  const said = await goOn();
  expect(said).toMatchObject({ log: lost.origin, as: 'noren/after', continues: lost.origin, size: 7 });
  const begun = opened.another();
  expect(await begun.keeper.check()).toBeNull();
  expect((await begun.log.append(opened.pool, [disclosure([8])]))[0]?.index).toBe(6);
  expect(await standingContinuation(opened.pool)).toEqual({ ...said, index: 5 });
});

test('both logs are verified offline, alone and against each other, with the key of the first and the notes of the second place', async () => {
  await goOn();
  const lines = await exportedNow();
  const after = await verify(lines, { key: lost.key, notes: await oldNotes() });
  expect(after).toMatchObject({ entries: 6, problem: null, continued: [{ index: 5, size: 7, reason: 'INCIDENT-1' }] });
  expect(await verify(lost.export, { key: lost.key, told: toldOf(lost.origin, after.continued) })).toMatchObject({
    entries: 7,
    problem: null,
  });
});

describe('What is not said of the lost log is found', () => {
  it('an entry that names fewer than were signed, or another root', async () => {
    await goOn();
    const lines = await exportedNow();
    const signed = (size: number, root: Buffer) =>
      signNote(checkpointText({ origin: lost.origin, size, root }), lost.origin, opened.key);
    expect((await verify(lines, { notes: [signed(9, Buffer.alloc(32))] })).problem?.why).toMatch(
      /9 entries of noren.* were signed, and it goes on after 7/,
    );
    expect((await verify(lines, { notes: [signed(7, Buffer.alloc(32))] })).problem?.why).toMatch(
      /what it goes on after is not what was signed/,
    );
    expect((await verify(lines, { notes: [signed(4, Buffer.alloc(32))] })).problem?.why).toMatch(
      /its first 4 entries are not those that were signed/,
    );
    const stranger = signNote(
      checkpointText({ origin: 'noren/stranger', size: 1, root: Buffer.alloc(32) }),
      'noren/stranger',
      opened.key,
    );
    expect((await verify(lines, { notes: [stranger] })).problem?.why).toBe(
      'a checkpoint is of another log, noren/stranger',
    );
  });

  it('an export of it with another fifth entry, which no checkpoint was signed before', async () => {
    await goOn();
    const { continued } = await verify(await exportedNow());
    const [kept, end] = toldOf(lost.origin, continued);
    const others = [{ origin: lost.origin, size: 5, root: Buffer.alloc(32) }];
    expect((await verify(lost.export, { told: [...others, ...(end ? [end] : [])] })).problem).toEqual({
      index: 4,
      why: 'the first 5 entries are not those that the log which goes on after it names',
    });
    expect((await verify(lost.export, { told: kept ? [kept] : [] })).problem?.why).toMatch(
      /7 entries were signed, and the log which goes on after it says 5/,
    );
  });

  it('a key of another log, and one of another hand', async () => {
    await goOn();
    const lines = await exportedNow();
    const named = verifierKeyOf('noren/x', opened.key).text;
    expect((await verify(lines, { key: named })).problem?.why).toBe(
      'the export is of another log than the key that was given',
    );
    const other = verifierKeyOf(lost.origin, generateKeyPairSync('ed25519').privateKey).text;
    expect((await verify(lines, { key: other })).problem?.why).toBe(
      'the export was made under another key than the one given',
    );
  });
});

describe('Nothing goes on that was not restored', () => {
  it('a log that is as long as what was signed, be it whole or forked', async () => {
    await goOn();
    await expect(findPredecessor(places())).rejects.toThrow(
      /6 entries were signed and the log has 6: it was not cut short/,
    );
    await opened.tamper(`update audit_nodes set hash = sha256('x')`);
    expect(await opened.another().keeper.check()).toMatch(/was changed or forked/);
    await expect(findPredecessor(places())).rejects.toThrow(/it was not cut short/);
  });

  it('a backup whose first entries were changed before it was restored', async () => {
    await opened.tamper(
      `update audit_entries set leaf_hash = sha256('x') where index = 0`,
      `update audit_nodes set hash = sha256('x')`,
    );
    await expect(findPredecessor(places())).rejects.toThrow(/the first 4 entries are not those that were signed/);
  });

  it('a log that grows while it is being continued', async () => {
    const predecessor = await findPredecessor(places());
    await grow(8);
    const ground = { pool: opened.pool, log: opened.another().log, now, alongside: async () => undefined };
    await expect(continueLog(ground, predecessor, { as: 'noren/after', reason: 'x' })).rejects.toThrow(
      /has grown meanwhile/,
    );
  });

  it('by the database alone: its head takes no origin that no entry names, and none where something is undone beside', async () => {
    await expect(opened.pool.query(`update audit_head set origin = 'noren/mine'`)).rejects.toThrow(/another origin/);
    const predecessor = await findPredecessor(places());
    const alongside = async () => Promise.reject(new Error('undone'));
    const ground = { pool: opened.pool, log: opened.another().log, now, alongside };
    await expect(continueLog(ground, predecessor, { as: 'noren/after', reason: 'x' })).rejects.toThrow('undone');
    expect((await findPredecessor(places())).head.origin).toBe(lost.origin);
  });

  it('before the second place knows it: a database that says so of itself stays closed', async () => {
    const predecessor = await findPredecessor(places());
    const ground = { pool: opened.pool, log: opened.another().log, now, alongside: async () => undefined };
    await continueLog(ground, predecessor, { as: 'noren/after', reason: 'x' });
    expect(await opened.another().keeper.check()).toMatch(/the governance database was exchanged/);
    // The run that broke off there is finished by the next.
    expect((await findPredecessor(places())).signed).toMatchObject({ ...predecessor.signed });
  });
});

test('the same backup once more is closed although nothing of it is missing any more, and goes on after the log that went on', async () => {
  await goOn();
  await grow(8, 9);
  await opened.another().keeper.sign();
  await backup.restore();
  expect(await opened.another().keeper.check()).toMatch(/this log was continued as noren\/after/);
  const second = await goOn('noren/third');
  expect(second).toMatchObject({ log: lost.origin, continues: 'noren/after', size: 8, as: 'noren/third' });
  expect(await opened.another().keeper.check()).toBeNull();
  const notes = [...(await oldNotes()), ...(await logFolder(opened.second.path, 'noren/after').notes())];
  const verdict = await verify(await exportedNow(), { key: lost.key, notes });
  expect(verdict.problem).toBeNull();
});
