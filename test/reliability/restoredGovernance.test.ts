import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveIdentities } from '../../src/embedded/identities.js';
import { projectRoot } from '../../src/projectRoot.js';
import { NOON } from '../support/startGateway.js';
import { backUp } from '../support/backUp.js';
import { killableGateway } from './killableGateway.js';

/** The governance database is restored from a backup that has forgotten an erasure and what was signed since: over real processes and the command line. */

const SECOND_START = Date.parse(NOON) / 1_000 + 6 * 3_600;

let gateway: Awaited<ReturnType<typeof killableGateway>>;
const tokens = new Map<string, string>();
beforeAll(async () => {
  gateway = await killableGateway({ snapshot: false, settings: { NOREN_CHECKPOINT_ENTRIES: '1' } });
  for (const { name, subjectId: sub, managedDevice, staffReference, authTime: _, ...claims } of resolveIdentities({
    families: 40,
  })) {
    // A sign-in of the last minutes, by the gateway's clock at its second start.
    const named = { managed_device: managedDevice, staff_reference: staffReference, auth_time: SECOND_START };
    tokens.set(name, await gateway.tokenFor({ sub, ...claims, ...named }));
  }
});
afterAll(async () => gateway.close());

async function ask(as: string, purpose: string, query: string) {
  const authorization = `Bearer ${tokens.get(as) ?? ''}`;
  const headers = { authorization, 'content-type': 'application/json', 'noren-purpose': purpose };
  const response = await fetch(`${gateway.url()}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as {
    readonly data?: Readonly<Record<string, { readonly nodes?: readonly unknown[] } | null>> | null;
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
}

const look = async () => ask('club-staff', 'CLUB_OPERATION', '{ guardians(first: 3) { nodes { name } } }');

function noren(...args: readonly string[]) {
  const script = join(projectRoot, 'dist', 'src', 'cli', 'noren.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    env: gateway.environment,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const isErased = async () => {
  const { rows } = await gateway.ours.query<{ state: string }>('select state from erasures');
  return rows.map(({ state }) => state);
};

// clauses: A7-1b A7-1c A7-1d
test('stays closed, goes on by an act with a reason, and has not forgotten who was erased', async () => {
  await gateway.start();
  expect((await look()).data?.['guardians']?.nodes).toHaveLength(3);
  await gateway.kill();
  const backup = await backUp(gateway.governance);

  await gateway.start();
  expect(
    (await ask('guardian', 'DATA_SUBJECT_RIGHTS', 'mutation { stopMine(what: STOP_PROVISION) }')).errors,
  ).toBeUndefined();
  const erased = await ask('adult', 'DATA_SUBJECT_RIGHTS', 'mutation { eraseMine { state } }');
  expect(erased.data?.['eraseMine']).toEqual({ state: 'DONE' });
  await gateway.kill();
  const before = join(gateway.folder, 'before.jsonl');
  expect(noren('audit', 'export', before).status).toBe(0);
  await backup.restore();
  expect(await isErased()).toEqual([]);

  await gateway.start();
  const shut = await look();
  expect([shut.data?.['guardians'] ?? null, shut.errors?.[0]?.extensions.code]).toEqual([null, 'AUDIT_UNAVAILABLE']);
  expect(noren('audit', 'continue').status).toBe(2);
  expect(noren('audit', 'continue', '--reason', 'told by word').stderr).toContain('--reason: takes letters');
  const continued = noren('audit', 'continue', '--reason', 'INCIDENT-7/disk');
  expect([continued.stderr, continued.status]).toEqual(['', 0]);
  expect(continued.stdout).toContain('Erased again: 1 persons');
  expect(await isErased()).toEqual(['DONE']);
  // What was spent is forgotten as well: nothing is sold until the accounts are reconciled.
  const budget = await gateway.ours.query('select from budget_state where closed_because is not null');
  expect(budget.rowCount).toBe(1);
  expect(noren('audit', 'continue', '--reason', 'again').stderr).toContain('The audit log is open');

  await gateway.kill();
  await gateway.start();
  expect((await look()).data?.['guardians']?.nodes).toHaveLength(3);
  // The stop of the guardian is forgotten: no recipient outside is shown anything until somebody has decided.
  const { rows } = await gateway.ours.query(
    `select key, recorded_by from register_entries where register = 'SUSPENSION' and superseded_at is null and not ended`,
  );
  expect(rows).toEqual([{ key: 'ALL', recorded_by: 'noren:audit-continue' }]);
  await gateway.kill();
  expect(noren('budget', 'reconcile')).toMatchObject({ status: 0, stderr: '' });

  const after = join(gateway.folder, 'after.jsonl');
  const key = /Its verifier key: (\S+)/.exec(continued.stdout)?.[1] ?? '';
  expect(noren('audit', 'export', after).status).toBe(0);
  const notes = ['--checkpoints', join(gateway.folder, 'checkpoints')];
  const verified = noren('audit', 'verify', after, '--key', key, ...notes, '--before', before);
  expect(verified).toMatchObject({ status: 0, stderr: '' });
  expect(verified.stdout).toMatch(
    /^Entry \d+: the log goes on after \d+ signed entries of noren.* \(INCIDENT-7\/disk\)\.\n\d+ entries and/,
  );
  expect(noren('audit', 'verify', before, '--key', key, '--before', after)).toMatchObject({ status: 1 });
  expect(readFileSync(after, 'utf8')).toContain('CONTINUATION');
  await backup.drop();
}, 240_000);
