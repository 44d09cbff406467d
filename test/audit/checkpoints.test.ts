import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointFolder } from '../../src/audit/checkpoint/checkpointFolder.js';
import { CheckpointKeeper } from '../../src/audit/checkpoint/checkpointKeeper.js';
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
    const stop = opened.keeper.watch({ milliseconds: 3_600_000, entries: 1_000 }, () => undefined);
    await stop();
    expect(files()).toHaveLength(1);
  });

  it('is signed each time the log has grown by so many entries, and where that fails, not with each entry', async () => {
    const pace = { milliseconds: 3_600_000, entries: 5 };
    const signed: unknown[] = [];
    const sign = opened.keeper.sign.bind(opened.keeper);
    opened.keeper.sign = async () => {
      const checkpoint = await sign();
      signed.push(checkpoint);
      return checkpoint;
    };
    const stop = opened.keeper.watch(pace, () => undefined);
    for (let round = 1; round <= 3; round += 1) {
      for (let at = 0; at < 5; at += 1) await opened.log.append(opened.pool, [disclosure([at + 1])]);
      while (signed.length < round) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(files()).toHaveLength(3);
    await stop();
    await opened.log.append(
      opened.pool,
      Array.from({ length: 9 }, () => disclosure([1])),
    );
    expect(signed).toHaveLength(4);
    expect(files().toSorted().at(-1)).toMatch(/0{14}18\.note$/);

    const failures: string[] = [];
    writeFileSync(join(opened.second.path, 'no-folder'), '');
    const broken = opened.another(opened.key, join(opened.second.path, 'no-folder'));
    const stopBroken = broken.keeper.watch(pace, (why) => failures.push(why));
    for (let at = 0; at < 12; at += 1) await broken.log.append(opened.pool, [disclosure([1])]);
    await stopBroken();
    expect([broken.keeper.isUnkept, opened.keeper.isUnkept]).toEqual([true, false]);
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.length).toBeLessThanOrEqual(4);
  });

  it('that is missing in the second place is copied again, and never over another one', async () => {
    const place = join(opened.second.path, (await opened.keeper.verifierKey()).name.split('/')[1] ?? '');
    await opened.keeper.sign();
    rmSync(place, { recursive: true });
    expect(await opened.keeper.sign()).toBeNull();
    expect(files()).toHaveLength(1);
    const folder = new CheckpointFolder(place);
    await expect(folder.keep({ size: 3 }, 'another')).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect((await folder.notes())[0]).toContain('\n3\n');
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

  it('also while another gateway appends and signs between two looks of this one', async () => {
    await opened.keeper.sign();
    const other = opened.another();
    let looks = 0;
    const racing = new Proxy(opened.pool, {
      get: (pool, name) =>
        name !== 'query'
          ? (Reflect.get(pool, name) as unknown)
          : async (...args: [string]) => {
              const seen = await pool.query(...args);
              looks += 1;
              await other.log.append(pool, [disclosure([looks])]);
              await other.keeper.sign();
              return seen;
            },
    });
    const { log, keeper } = opened.another(opened.key, opened.second.path, racing);
    expect(await keeper.check()).toBeNull();
    await keeper.sign();
    expect(log.closed).toBeNull();
    expect(looks).toBeGreaterThan(5);
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

  it('when the whole database was exchanged for a new one: the second place knows another log under this key', async () => {
    await opened.keeper.sign();
    const exchanged = await openLog();
    await exchanged.tamper(`update audit_head set origin = 'noren/' || gen_random_uuid()`);
    const begin = (key: KeyObject, mayBeginAnew = false) => {
      const { log } = exchanged.another();
      const place = { pool: exchanged.pool, key, folder: opened.second.path, mayBeginAnew };
      return { log, keeper: new CheckpointKeeper({ log, ...place, now: () => new Date(0) }) };
    };
    const { log, keeper } = begin(opened.key);
    expect(await keeper.check()).toMatch(/^this log is noren.*instead: the governance database was exchanged/);
    await expect(log.append(exchanged.pool, [disclosure([9])])).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(await keeper.sign()).toBeNull();
    // A gateway with a key of its own is another one, and the demonstration begins anew by itself.
    expect(await begin(generateKeyPairSync('ed25519').privateKey).keeper.check()).toBeNull();
    expect(await begin(opened.key, true).keeper.check()).toBeNull();
    // Moved out of the second place by whoever ended the old log, it does not count any more.
    rmSync(join(opened.second.path, (await opened.keeper.verifierKey()).name.split('/')[1] ?? ''), { recursive: true });
    expect(await begin(opened.key).keeper.check()).toBeNull();
    await exchanged.close();
  });

  it('while it runs, too: the next checkpoint finds it', async () => {
    await opened.keeper.sign();
    await opened.tamper(`update audit_nodes set hash = sha256('x')`);
    await opened.log.append(opened.pool, [disclosure([4])]);
    expect(await opened.keeper.sign()).toBeNull();
    expect(opened.log.closed).toContain('the log was changed or forked');
  });
});
