import { createHash } from 'node:crypto';
import { NorenError } from '../../src/errors.js';
import { Frontier } from '../../src/audit/merkle/frontier.js';
import { leafHash } from '../../src/audit/merkle/hashes.js';
import type { AuditEntry } from '../../src/audit/auditEntry.js';
import { canonicalJson, type JsonValue } from '../../src/audit/canonicalJson.js';
import { disclosedBetween } from '../../src/audit/reads/disclosedBetween.js';
import { disclosuresOf } from '../../src/audit/reads/disclosuresOf.js';
import { disclosuresTo } from '../../src/audit/reads/disclosuresTo.js';
import { resolveTokens } from '../../src/audit/reads/resolveTokens.js';
import { disclosure, openLog, TRAIL } from './openLog.js';

let opened: Awaited<ReturnType<typeof openLog>>;
beforeEach(async () => {
  opened = await openLog();
});
afterEach(async () => opened.close());

interface StoredEntry {
  readonly entry: string;
  readonly leaf_hash: Buffer;
}

async function stored(): Promise<readonly StoredEntry[]> {
  const { rows } = await opened.pool.query<StoredEntry>('select entry, leaf_hash from audit_entries order by index');
  return rows;
}

const read = ({ entry }: StoredEntry): AuditEntry => JSON.parse(entry) as AuditEntry;

describe('An entry', () => {
  it('gets the next index, is canonical JSON, and is hashed as a leaf of RFC 6962', async () => {
    const { log, pool } = opened;
    const receipts = [
      ...(await log.append(pool, [disclosure([3, 1, 2]), disclosure([2])])),
      ...(await log.append(pool, [disclosure([9])])),
    ];
    expect(receipts.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(receipts.map(({ treeSize }) => treeSize)).toEqual([1, 2, 3]);
    for (const [at, row] of (await stored()).entries()) {
      expect(canonicalJson(JSON.parse(row.entry) as JsonValue)).toBe(row.entry);
      expect(row.leaf_hash).toEqual(leafHash(Buffer.from(row.entry)));
      expect(receipts[at]?.leafHash).toBe(row.leaf_hash.toString('hex'));
    }
  });

  it('holds of its subjects their number and the digest of their sorted tokens, and no key', async () => {
    const { log, pool } = opened;
    await log.append(pool, [disclosure([1234567, 7654321])]);
    const [row] = await stored();
    const { rows } = await pool.query<{ token: string }>('select token::text from audit_entry_subjects');
    const digest = createHash('sha256');
    for (const { token } of rows.map((each) => each).sort((a, b) => (a.token < b.token ? -1 : 1))) {
      digest.update(Buffer.from(token.replaceAll('-', ''), 'hex'));
    }
    expect(row && read(row).subjects).toEqual([{ kind: 'GUARDIAN', count: 2, digest: digest.digest('hex') }]);
    expect(row?.entry).not.toMatch(/1234567|7654321/);
  });

  it('names a caller by a keyed hash, and a data subject by a token that erasure cuts', async () => {
    const { log, pool } = opened;
    const self = {
      ...TRAIL,
      caller: { ...TRAIL.caller, subjectId: 'guardian-77', subject: { kind: 'GUARDIAN' as const, reference: 77 } },
    };
    await log.append(pool, [disclosure([1]), disclosure([77], { trail: self })]);
    const [staff, guardian] = (await stored()).map(read);
    expect(staff?.caller?.person).toMatch(/^[0-9a-f]{32}$/);
    expect(guardian?.caller).toMatchObject({ person: null, subject: 0 });
    expect(guardian?.disclosed[0]?.set).toBe(0);
    expect(JSON.stringify(await stored())).not.toMatch(/staff-of-the-test|guardian-77/);
  });

  it('takes words only as facts: a name, an address or a number with spaces is refused and not quoted', async () => {
    const { log, pool } = opened;
    for (const value of ['宮城 花子', 'hanako@example.jp', 'Aoba 1-2-3', 'a\u0000b', ['OK', '田中']]) {
      const failed = log.append(pool, [disclosure([1], { facts: { note: value } })]);
      await expect(failed).rejects.toMatchObject({ code: 'BAD_INPUT' });
      await expect(failed).rejects.not.toThrow(/宮城|hanako|Aoba|田中/);
    }
    expect(await stored()).toEqual([]);
  });

  it('fits its subjects, or is not appended', async () => {
    const composed = opened.log.compose(disclosure([1, 2]));
    for (const wrong of [
      { ...composed, members: 3 },
      { ...composed, pieces: composed.pieces.slice(1) },
    ]) {
      await expect(opened.log.appendComposed(opened.pool, [wrong])).rejects.toMatchObject({
        code: 'AUDIT_UNAVAILABLE',
      });
    }
    expect(await stored()).toEqual([]);
  });
});

describe('The tree in the database', () => {
  it('has at every size the frontier, and at the end the nodes, that the tree in memory has', async () => {
    const { log, pool } = opened;
    const frontier = new Frontier();
    const nodes: unknown[] = [];
    for (let size = 1; size <= 20; size += 1) {
      const [receipt] = await log.append(pool, [disclosure([size])]);
      nodes.push(...frontier.append(Buffer.from(receipt?.leafHash ?? '', 'hex')));
      const { rows } = await pool.query<{ size: number; frontier: Buffer[] }>(
        'select size::int, frontier from audit_head',
      );
      const head = new Frontier(rows[0]?.size, rows[0]?.frontier);
      expect(head.root()).toEqual(frontier.root());
    }
    const { rows } = await pool.query(
      'select level, index::int, hash from audit_nodes order by index * 2 ^ level + 2 ^ level, level',
    );
    expect(rows).toEqual(nodes);
  });

  it('refuses to be changed, shortened or emptied, and to go back', async () => {
    const { log, pool } = opened;
    await log.append(pool, [disclosure([1]), disclosure([2])]);
    for (const statement of [
      `update audit_entries set entry = '{}'`,
      'delete from audit_entries where index = 1',
      'truncate audit_entries',
      `update audit_entry_subjects set token = gen_random_uuid()`,
      'delete from audit_entry_subjects',
      `update audit_nodes set hash = ''`,
      'delete from audit_nodes',
      'delete from audit_checkpoints',
      'update audit_head set size = 1',
      `update audit_head set origin = 'another', size = 3`,
      'delete from audit_head',
      'truncate audit_head',
      "insert into audit_head (only_one, origin, size, frontier) values (false, 'b', 0, '{}')",
      `update audit_subjects set reference = 5`,
      'truncate audit_subjects',
    ]) {
      await expect(pool.query(statement)).rejects.toThrow(
        /The audit log only grows|goes on under another origin|violates check/,
      );
    }
    expect(await stored()).toHaveLength(2);
  });
});

describe('A transaction that appends', () => {
  it('is undone with its entry, and leaves no gap', async () => {
    const { log, pool } = opened;
    const client = await pool.connect();
    await client.query('begin');
    const [lost] = await log.append(client, [disclosure([1])]);
    await client.query('rollback');
    client.release();
    const [kept] = await log.append(pool, [disclosure([2])]);
    expect([lost?.index, kept?.index]).toEqual([0, 0]);
    expect(await stored()).toHaveLength(1);
  });

  it('can do nothing once the log is closed', async () => {
    opened.log.close('the test wants it so');
    await expect(opened.log.append(opened.pool, [disclosure([1])])).rejects.toMatchObject({
      code: 'AUDIT_UNAVAILABLE',
    });
    await expect(opened.queue.append(disclosure([1]))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(await stored()).toEqual([]);
  });
});

describe('The queue', () => {
  it('lets entries that wait share a commit, each with its own receipt', async () => {
    const { queue } = opened;
    const receipts = await Promise.all(Array.from({ length: 30 }, async (_, at) => queue.append(disclosure([at + 1]))));
    expect(receipts.map(({ index }) => index).sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, at) => at));
    const rows = await stored();
    for (const { index, leafHash: hash } of receipts) expect(rows[index]?.leaf_hash.toString('hex')).toBe(hash);
    const { rows: commits } = await opened.pool.query<{ n: number }>(
      'select count(distinct xmin::text)::int as n from audit_entries',
    );
    expect(commits[0]?.n).toBeLessThanOrEqual(3);
  });

  it('writes what goes alongside in the same transaction: both or neither', async () => {
    const { queue, pool } = opened;
    await pool.query('create table beside (n int)');
    await queue.append(disclosure([1]), async (client) => void (await client.query('insert into beside values (1)')));
    const failing = queue.append(disclosure([2]), async (client) => {
      await client.query('insert into beside values (2)');
      throw new Error('no');
    });
    await expect(failing).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    const told = queue.append(disclosure([3]), () => Promise.reject(new NorenError('REFUSED', 'the rule')));
    await expect(told).rejects.toMatchObject({ code: 'REFUSED' });
    expect((await pool.query('select n from beside')).rows).toEqual([{ n: 1 }]);
    expect(await stored()).toHaveLength(1);
  });

  it('fails a draft that no log takes alone, and not those beside it', async () => {
    const { queue } = opened;
    const [bad, good] = await Promise.allSettled([
      queue.append(disclosure([1], { facts: { note: '花子' } })),
      queue.append(disclosure([2])),
    ]);
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
  });
});

describe('Who got what', () => {
  const other = { ...TRAIL, now: new Date('2026-12-01T00:00:00Z'), caller: { ...TRAIL.caller, organisation: 'GAKKO' } };
  beforeEach(async () => {
    const about = { about: [{ kind: 'GUARDIAN' as const, reference: 2 }], disclosed: [] };
    await opened.log.append(opened.pool, [
      disclosure([1, 2]),
      disclosure([2, 3]),
      disclosure([2], { kind: 'CONSENT', ...about }),
      disclosure([2], { trail: other }),
    ]);
  });

  it('is found for one subject, newest first, with recipient, purpose, form, clauses, and not where it was a change', async () => {
    const subject = { kind: 'GUARDIAN', reference: 2 } as const;
    const found = await disclosuresOf(opened.pool, subject);
    expect(found.map(({ index, entry }) => [index, entry.caller?.organisation, entry.purpose])).toEqual([
      [3, 'GAKKO', 'CLUB_OPERATION'],
      [1, 'SENDAI_HOSO', 'CLUB_OPERATION'],
      [0, 'SENDAI_HOSO', 'CLUB_OPERATION'],
    ]);
    expect(found[0]?.left).toMatchObject([
      { category: 'NAME', form: 'RAW', rule: 'O01', basis: 'JOINT_USE', clauses: ['A2(2)-r2a'] },
    ]);
    expect((await disclosuresOf(opened.pool, subject, { before: 3, limit: 1 })).map(({ index }) => index)).toEqual([1]);
    expect(await disclosuresOf(opened.pool, { kind: 'CHILD_PARTICIPANT', reference: 2 })).toEqual([]);
  });

  it('is counted for one recipient and period, subjects once', async () => {
    const november = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') };
    expect(await disclosuresTo(opened.pool, 'SENDAI_HOSO', november)).toEqual([
      { purpose: 'CLUB_OPERATION', category: 'NAME', form: 'RAW', answers: 2, subjects: 3 },
    ]);
    expect(await disclosuresTo(opened.pool, 'GAKKO', november)).toEqual([]);
  });

  it('is told exactly for a hole: subjects, fields, recipient, time', async () => {
    const always = { from: new Date(0), to: new Date('2100-01-01T00:00:00Z') };
    const left = await disclosedBetween(opened.pool, {
      ...always,
      organisations: ['SENDAI_HOSO'],
      categories: ['NAME'],
      coordinates: ['Guardian.name'],
    });
    const tokens = left.flatMap((group) => group.tokens);
    const known = await resolveTokens(opened.pool, tokens);
    expect(tokens.map((token) => known.get(token)?.reference).sort()).toEqual([1, 2, 2, 3]);
    expect(await disclosedBetween(opened.pool, { ...always, policyVersion: 'another' })).toEqual([]);
    expect(await disclosedBetween(opened.pool, { ...always, categories: ['PHONE'] })).toEqual([]);
  });

  it('belongs to nobody once a subject is cut; the entries stay as they are, and what comes after gets another token', async () => {
    const { pool, log } = opened;
    const subject = { kind: 'GUARDIAN', reference: 2 } as const;
    const before = await stored();
    const client = await pool.connect();
    await client.query('begin');
    expect(await log.cutSubject(client, subject)).toBe(true);
    await client.query('commit');
    expect(await log.cutSubject(client, subject)).toBe(false);
    client.release();
    expect(await stored()).toEqual(before);
    expect(await disclosuresOf(pool, subject)).toEqual([]);
    await log.append(pool, [disclosure([2])]);
    expect((await disclosuresOf(pool, subject)).map(({ index }) => index)).toEqual([4]);
  });
});
