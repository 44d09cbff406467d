import { generateKeyPairSync } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { openNote } from '../../src/audit/checkpoint/signedNote.js';
import { disclosure, openLog } from './openLog.js';

let opened: Awaited<ReturnType<typeof openLog>>;
beforeEach(async () => {
  opened = await openLog();
  await opened.log.append(opened.pool, [disclosure([1]), disclosure([2]), disclosure([3])]);
});
afterEach(async () => opened.close());

const files = () =>
  readdirSync(opened.second.path, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.note'));

describe('A checkpoint', () => {
  it('says origin, size and root, is signed, kept in the database and copied to the second place, once a size', async () => {
    const signed = await opened.keeper.sign();
    const key = await opened.keeper.verifierKey();
    expect(signed && openNote(signed.note, key)).toBe(`${key.name}\n3\n${signed?.root.toString('base64')}\n`);
    expect(await opened.keeper.sign()).toBeNull();
    expect(files()).toHaveLength(1);
    await opened.log.append(opened.pool, [disclosure([4])]);
    await opened.keeper.sign();
    expect(files()).toHaveLength(2);
    expect((await opened.pool.query('select size::int from audit_checkpoints order by size')).rows).toEqual([
      { size: 3 },
      { size: 4 },
    ]);
  });

  it('is signed at the end of the watch', async () => {
    const stop = opened.keeper.watch(3_600_000, () => undefined);
    await stop();
    expect(files()).toHaveLength(1);
  });

  it('that two gateways sign at once is one and the same', async () => {
    const other = opened.another();
    const [a, b] = await Promise.all([opened.keeper.sign(), other.keeper.sign()]);
    expect(a?.note ?? b?.note).toBe(b?.note ?? a?.note);
    expect(files()).toHaveLength(1);
  });
});

// clauses: A7-1c A7-1d
describe('A log that is not the one that was signed is closed, and nothing is appended or signed any more', () => {
  async function expectClosed(reason: RegExp, signing = opened.key) {
    const { log, keeper } = opened.another(signing);
    expect(await keeper.check()).toMatch(reason);
    await expect(log.append(opened.pool, [disclosure([9])])).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(await keeper.sign()).toBeNull();
  }

  it('continues where nothing is wrong', async () => {
    await opened.keeper.sign();
    const { log, keeper } = opened.another();
    expect(await keeper.check()).toBeNull();
    expect((await log.append(opened.pool, [disclosure([4])]))[0]?.index).toBe(3);
  });

  it('when it is shorter, also where its own checkpoints were cut with it', async () => {
    await opened.keeper.sign();
    await opened.tamper(
      'delete from audit_entries where index = 2',
      'delete from audit_checkpoints',
      `update audit_head set size = 2, frontier = array[null, (select hash from audit_nodes where level = 1)]::bytea[]`,
    );
    await expectClosed(/the log has 2 entries, and 3 were signed in the second place/);
  });

  it('when it was forked: cut and grown again beyond what was signed', async () => {
    await opened.keeper.sign();
    await opened.tamper(
      'delete from audit_entries where index = 2',
      'delete from audit_entry_subjects where entry = 2',
      'delete from audit_checkpoints',
      `update audit_head set size = 2, frontier = array[null, (select hash from audit_nodes where level = 1)]::bytea[]`,
    );
    await opened.log.append(opened.pool, [disclosure([7]), disclosure([8])]);
    await expectClosed(/the first 3 entries are not those that were signed in the second place/);
  });

  it('when the second place holds what another key signed in its name', async () => {
    await opened.keeper.sign();
    await expectClosed(/is not of this log and key/, generateKeyPairSync('ed25519').privateKey);
  });

  it('while it runs, too: the next checkpoint finds it', async () => {
    await opened.keeper.sign();
    await opened.tamper(`update audit_nodes set hash = sha256('x')`);
    await opened.log.append(opened.pool, [disclosure([4])]);
    expect(await opened.keeper.sign()).toBeNull();
    expect(opened.log.closed).toContain('the log was changed or forked');
  });
});
