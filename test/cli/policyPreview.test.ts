import { policyPreviewCommand } from '../../src/cli/policyPreviewCommand.js';
import { runCommand } from '../../src/cli/runCommand.js';
import { loadConfig } from '../../src/config.js';
import { previewOnce } from '../../src/previewOnce.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
let databases: readonly TestDatabase[] = [];
afterAll(async () => {
  folder.remove();
  await Promise.all(databases.map(async (database) => database.drop()));
});

async function run(...args: readonly string[]) {
  const said = { out: '', err: '' };
  const code = await runCommand([policyPreviewCommand], ['policy', 'preview', ...args], {
    loadConfig: () => loadConfig({}),
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  return { code, ...said };
}

test('a preview without a query, a role or a purpose is not understood', async () => {
  for (const args of [
    ['{ viewer { purpose } }'],
    ['--as', 'CLUB_STAFF', '{ viewer { purpose } }'],
    ['--as', 'CLUB_STAFF', '--purpose', 'CLUB_OPERATION'],
    ['--as', 'CLUB_STAFF', '--purpose', 'CLUB_OPERATION', '{ a }', '{ b }'],
  ]) {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('noren policy preview');
  }
});

test('on real servers it takes the token of a privacy manager, and none is refused', async () => {
  const kinds = ['coop', 'club', 'broadcaster', 'governance'] as const;
  databases = await Promise.all(kinds.map(async (kind) => createDatabase(kind, { demo: true })));
  const [coop, club, broadcaster, governance] = databases.map(({ url }) => url);
  const config = loadConfig({
    COOP_DATABASE_URL: coop ?? '',
    CLUB_DATABASE_URL: club ?? '',
    BROADCASTER_DATABASE_URL: broadcaster ?? '',
    GOVERNANCE_DATABASE_URL: governance ?? '',
    OIDC_ISSUER: 'http://127.0.0.1:1/issuer',
    NOREN_SECRET: Buffer.alloc(32, 'a secret of tests').toString('base64'),
    NOREN_DATA: folder.path,
  });
  const command = { header: 'as=CLUB_STAFF; purpose=CLUB_OPERATION', query: '{ viewer { purpose } }', variables: {} };
  const say = (): void => undefined;
  await expect(previewOnce(config, { ...command, say })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const forged = { ...command, say, token: 'e30.e30.e30' };
  await expect(previewOnce(config, forged)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});
