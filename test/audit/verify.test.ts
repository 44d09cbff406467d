import { createHash, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { exportAudit } from '../../src/audit/export/exportAudit.js';
import { verifyExport, type VerifyOptions } from '../../src/audit/export/verifyExport.js';
import { checkpointText, parseCheckpoint } from '../../src/audit/checkpoint/checkpoint.js';
import { openNote, parseVerifierKey, signNote, verifierKeyOf } from '../../src/audit/checkpoint/signedNote.js';
import { leafHash } from '../../src/audit/merkle/hashes.js';
import { disclosure, openLog } from './openLog.js';

let opened: Awaited<ReturnType<typeof openLog>>;
beforeEach(async () => {
  opened = await openLog();
  for (let at = 0; at < 12; at += 1) {
    await opened.log.append(opened.pool, [disclosure([at + 1, at + 2])]);
    if (at === 4 || at === 9 || at === 11) await opened.keeper.sign();
  }
});
afterEach(async () => opened.close());

async function exported(): Promise<string[]> {
  const { text } = await opened.keeper.verifierKey();
  return collected(exportAudit(opened.pool, text));
}

async function collected(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

async function verify(lines: readonly string[], options: VerifyOptions = {}) {
  async function* stream() {
    yield* lines;
  }
  return verifyExport(stream(), options);
}

interface Line {
  index: number;
  text: string;
  leaf: string;
  nodes: string[];
  sets: string[][];
}

/** The export with one entry's line changed; line 0 is the header. */
async function changed(index: number, change: (line: Line) => void): Promise<string[]> {
  const lines = await exported();
  const line = JSON.parse(lines[index + 1] ?? '') as Line;
  change(line);
  return lines.with(index + 1, JSON.stringify(line));
}

it('finds everything whole in a log that nobody touched, with its key from elsewhere and the second place', async () => {
  const key = (await opened.keeper.verifierKey()).text;
  expect(await verify(await exported(), { key })).toMatchObject({ entries: 12, checkpoints: 3, problem: null });
});

describe('What was changed is found and named', () => {
  // clauses: A7-1d
  it('one bit of an entry, TV63', async () => {
    const lines = await changed(3, (line) => (line.text = line.text.replace('CLUB_OPERATION', 'CLUB_OPERATIOM')));
    expect((await verify(lines)).problem).toEqual({
      index: 3,
      why: 'the entry is not the one that its leaf hash was made of',
    });
  });

  it.each([2, 3])('an entry and its leaf hash, by the first of the two under one hash: entry %i', async (index) => {
    const lines = await changed(index, (line) => {
      line.text = line.text.replace('NAME', 'PHON');
      line.leaf = leafHash(Buffer.from(line.text)).toString('hex');
    });
    expect((await verify(lines)).problem).toEqual({
      index: 2,
      why: 'the tree was made of another entry than this one, or than the one after it',
    });
  });

  it('a hash further up, with the entry that it came with', async () => {
    const lines = await changed(3, (line) => (line.nodes[1] = line.nodes[0] ?? ''));
    expect((await verify(lines)).problem).toEqual({
      index: 3,
      why: 'the tree above the entry was made of other entries than these',
    });
  });

  it('a text that is not canonical, and a line that is no entry', async () => {
    const spaced = await changed(2, (line) => (line.text = line.text.replace(':', ': ')));
    expect((await verify(spaced)).problem).toEqual({ index: 2, why: 'the entry is not canonical JSON' });
    expect((await verify((await exported()).with(5, 'x'))).problem?.index).toBe(4);
  });

  it('a row that is gone, a double, and two that changed places', async () => {
    const lines = await exported();
    expect((await verify(lines.toSpliced(6, 1))).problem).toEqual({ index: 5, why: 'the entries 5 to 5 are missing' });
    expect((await verify(lines.toSpliced(6, 0, lines[5] ?? ''))).problem?.index).toBe(5);
    expect((await verify(lines.with(6, lines[7] ?? '').with(7, lines[6] ?? ''))).problem?.index).toBe(5);
  });

  it('any one bit of the whole export, with the key from elsewhere', async () => {
    const bytes = Buffer.from((await exported()).join(''));
    const key = (await opened.keeper.verifierKey()).text;
    const anyBit = fc.record({ at: fc.nat(bytes.length - 2), bit: fc.nat(7) });
    await fc.assert(
      fc.asyncProperty(anyBit, async ({ at, bit }) => {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
        expect((await verify(flipped.toString().split('\n'), { key })).problem).not.toBeNull();
      }),
      { numRuns: 600 },
    );
  });

  it('entries that nobody signed: the end of the log, unless it is wanted, and a log whose checkpoints were all left out', async () => {
    await opened.log.append(opened.pool, [disclosure([1]), disclosure([2])]);
    const lines = await exported();
    expect((await verify(lines)).problem).toEqual({ index: 12, why: 'the entries 12 to 13 are signed by nobody' });
    expect((await verify(lines, { mayEndUnsigned: true })).problem).toBeNull();
    const { text } = await opened.keeper.verifierKey();
    expect(await verify(await collected(exportAudit(opened.pool, text, 12)))).toMatchObject({
      entries: 12,
      problem: null,
    });
    const bare = JSON.stringify({ ...(JSON.parse(lines[0] ?? '') as object), checkpoints: [] });
    expect((await verify(lines.with(0, bare), { key: text })).problem?.index).toBe(0);
  });

  it('a subject put in, taken out or exchanged beside the log', async () => {
    for (const change of [
      (line: Line) => line.sets[0]?.push('00000000-0000-4000-8000-000000000000'),
      (line: Line) => line.sets[0]?.pop(),
      (line: Line) => line.sets[0]?.splice(0, 1, '00000000-0000-4000-8000-000000000000'),
      (line: Line) => line.sets.pop(),
    ]) {
      expect((await verify(await changed(7, (line) => void change(line)))).problem?.index).toBe(7);
    }
  });

  it('a tail that was cut: the entries that were signed and are not there', async () => {
    const lines = await exported();
    expect((await verify(lines.slice(0, 9))).problem).toEqual({
      index: 8,
      why: 'the export ends before its last line',
    });
    // As if the log itself had been cut to 8 entries, in the database and in all that follows from it.
    await opened.tamper(
      'delete from audit_entries where index >= 8',
      'delete from audit_nodes where (index + 1) * 2 ^ level > 8',
      'delete from audit_checkpoints where size > 8',
      `update audit_head set size = 8, frontier = array[null, null, null, (select hash from audit_nodes where level = 3 and index = 0)]::bytea[]`,
    );
    const cut = await exported();
    expect((await verify(cut, { mayEndUnsigned: true })).problem).toBeNull();
    const { notes } = await secondPlace();
    expect((await verify(cut, { notes, mayEndUnsigned: true })).problem).toEqual({
      index: 8,
      why: '12 entries were signed, and the last 4 are gone, or were written after this export was made: then export anew',
    });
  });

  it('a log that was written anew from some entry on, with all its hashes: the entries since the last checkpoint that holds', async () => {
    const { notes } = await secondPlace();
    const fresh = await openLog();
    try {
      await fresh.tamper(`update audit_head set origin = '${(await opened.keeper.verifierKey()).name}'`);
      for (let at = 0; at < 12; at += 1) {
        // The same as before, as far as the entry 6.
        if (at < 6) await copyEntry(fresh, at);
        else await fresh.log.append(fresh.pool, [disclosure([99])]);
      }
      const forged = await collected(exportAudit(fresh.pool, (await opened.keeper.verifierKey()).text));
      expect((await verify(forged)).problem).toEqual({ index: 0, why: 'the entries 0 to 11 are signed by nobody' });
      expect((await verify(forged, { notes })).problem).toMatchObject({
        index: 5,
        why: expect.stringContaining('the entries 5 to 9 are not those that were signed at size 10') as string,
      });
    } finally {
      await fresh.close();
    }
  });

  it('two continuations that were both signed: a fork', async () => {
    const lines = await exported();
    const name = (await opened.keeper.verifierKey()).name;
    const root = createHash('sha256').update('another').digest();
    const other = signNote(checkpointText({ origin: name, size: 10, root }), name, opened.key);
    expect((await verify(lines, { notes: [other] })).problem?.why).toContain('a fork');
  });

  it('a checkpoint signed again with another key, and an export that names another key than the one trusted', async () => {
    const lines = await exported();
    const { name, text } = await opened.keeper.verifierKey();
    const thief = generateKeyPairSync('ed25519').privateKey;
    const header = JSON.parse(lines[0] ?? '') as { key: string; checkpoints: string[] };
    const [note = ''] = header.checkpoints;
    const resigned = signNote(note.slice(0, note.lastIndexOf('\n\n') + 1), name, thief);
    const first = JSON.stringify({ ...header, checkpoints: [resigned] });
    expect((await verify(lines.with(0, first))).problem?.why).toMatch(
      /^the checkpoint of size 5 is not signed by the key/,
    );
    const all = JSON.stringify({ ...header, checkpoints: [resigned], key: verifierKeyOf(name, thief).text });
    expect((await verify(lines.with(0, all), { key: text })).problem?.why).toContain('another key than the one given');
  });

  it('an empty export, and one of another form', async () => {
    expect((await verify([])).problem).toEqual({ index: null, why: 'the export is empty' });
    expect((await verify(['{"format":"other"}'])).problem?.index).toBeNull();
  });
});

describe('A signed note', () => {
  // Key and note of the documentation of golang.org/x/mod/sumdb/note.
  const VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const NOTE =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

  it('is opened with the key that signed it, as another implementation signed it', () => {
    const key = parseVerifierKey(VKEY);
    expect(key && openNote(NOTE, key)).toMatch(/^If you think cryptography/);
    expect(key && openNote(NOTE.replace('answer', 'Answer'), key)).toBeNull();
  });

  it('is not opened by any other key, and a key is not read from any other text', () => {
    const key = verifierKeyOf('PeterNeumann', generateKeyPairSync('ed25519').publicKey);
    expect(openNote(NOTE, key)).toBeNull();
    expect(parseVerifierKey(VKEY.replace('c74f', 'c74e'))).toBeNull();
    expect(parseVerifierKey('PeterNeumann')).toBeNull();
    expect(parseCheckpoint('a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n')).toBeNull();
    expect(parseCheckpoint('a\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n')?.size).toBe(20852163);
  });
});

async function secondPlace() {
  const { CheckpointFolder } = await import('../../src/audit/checkpoint/checkpointFolder.js');
  const { name } = await opened.keeper.verifierKey();
  return { notes: await new CheckpointFolder(`${opened.second.path}/${name.split('/')[1]}`).notes() };
}

/** Token for token, as who owns both databases could. */
async function copyEntry(to: typeof opened, index: number): Promise<void> {
  const { rows } = await opened.pool.query<{ kind: string; reference: number; token: string }>(
    `select a.kind, a.reference, a.token::text from audit_entry_subjects s join audit_subjects a using (token) where s.entry = $1`,
    [index],
  );
  for (const { kind, reference, token } of rows) {
    await to.pool.query('insert into audit_subjects values ($1, $2, $3) on conflict do nothing', [
      kind,
      reference,
      token,
    ]);
  }
  await to.log.append(to.pool, [disclosure([index + 1, index + 2])]);
}
