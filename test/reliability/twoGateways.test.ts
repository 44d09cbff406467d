import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportAudit } from '../../src/audit/export/exportAudit.js';
import type { ExportedEntry } from '../../src/audit/export/exportFormat.js';
import { verifyExport } from '../../src/audit/export/verifyExport.js';
import { resolveIdentities } from '../../src/embedded/identities.js';
import type { Receipt } from '../../src/policy/trail.js';
import { killableGateway } from './killableGateway.js';

/** Two whole gateways, each a process, on one governance database, one log and one second place. */

let gateway: Awaited<ReturnType<typeof killableGateway>>;
let urls: readonly string[];
let token: (name: string) => Promise<string>;
beforeAll(async () => {
  gateway = await killableGateway({ snapshot: false, settings: { NOREN_CHECKPOINT_ENTRIES: '7' } });
  await gateway.start();
  urls = [gateway.url(), await gateway.another()];
  const identities = resolveIdentities({ families: 40 });
  token = async (wanted) => {
    const found = identities.find(({ name }) => name === wanted);
    if (found === undefined) throw new Error(`No demo identity "${wanted}".`);
    const { name: _, subjectId: sub, managedDevice, staffReference, authTime, ...claims } = found;
    const named = { managed_device: managedDevice, staff_reference: staffReference, auth_time: authTime };
    return gateway.tokenFor({ sub, ...claims, ...named });
  };
});
afterAll(async () => gateway.close());

interface Body {
  readonly data?: Readonly<
    Record<string, { readonly nodes?: readonly unknown[]; readonly version?: number } | null>
  > | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly governance?: { readonly receipt?: Receipt; readonly changes?: readonly Receipt[] } };
}

async function ask(url: string, as: string, purpose: string, query: string): Promise<Body> {
  const headers = {
    authorization: `Bearer ${await token(as)}`,
    'content-type': 'application/json',
    'noren-purpose': purpose,
  };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await answer.json()) as Body;
}

const look = async (url: string) =>
  ask(url, 'club-staff', 'CLUB_OPERATION', '{ guardians(first: 4) { nodes { name } } }');
const change = async (url: string, code: string) =>
  ask(
    url,
    'privacy-manager',
    'GOVERNANCE',
    `mutation { recordDepartment(input: { code: "${code}", name: "Twice", organisation: "GAKKO" }) { version } }`,
  );

const receiptsOf = ({ extensions }: Body): readonly Receipt[] => {
  const { receipt, changes = [] } = extensions?.governance ?? {};
  return [...changes, ...(receipt === undefined ? [] : [receipt])];
};

/** Dense, one tree, with every checkpoint that either has signed. */
async function exported(): Promise<readonly ExportedEntry[]> {
  const kept = (name: string) =>
    globSync(join(gateway.folder, 'checkpoints', '*', name)).map((file) => readFileSync(file, 'utf8'));
  const [key = ''] = kept('verifier.key').map((text) => text.trim());
  const notes = kept('checkpoint-*.note');
  const lines: string[] = [];
  for await (const line of exportAudit(gateway.ours, key)) lines.push(line);
  const verdict = await verifyExport(
    (async function* () {
      yield* lines;
    })(),
    { key, notes, mayEndUnsigned: true },
  );
  expect(verdict.problem).toBeNull();
  expect(verdict.checkpoints).toBeGreaterThan(2);
  return lines.map((line) => JSON.parse(line) as ExportedEntry).filter(({ text }) => typeof text === 'string');
}

// clauses: A3-2 A7-1d
test('both serve and record into one order: indices are dense, every receipt is in the one tree, and changes of one count at the other', async () => {
  const answers: Body[] = [];
  const client = async (number: number) => {
    for (let turn = 0; turn < 6; turn += 1) {
      const url = urls[(number + turn) % 2] ?? '';
      const changes = number === 0 || number === 1;
      answers.push(changes ? await change(url, `TWO${number}`) : await look(url));
    }
  };
  await Promise.all(Array.from({ length: 8 }, async (_, number) => client(number)));
  expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([]);

  const receipts = answers.flatMap(receiptsOf);
  const entries = await exported();
  expect(entries.map(({ index }) => index)).toEqual(entries.map((_, at) => at));
  expect(new Set(receipts.map(({ index }) => index)).size).toBe(receipts.length);
  for (const { index, leafHash, treeSize } of receipts) {
    expect(entries[index]?.leaf).toBe(leafHash);
    expect(treeSize).toBeGreaterThan(index);
  }
  // A register that was changed at both in turn has each version once.
  const versions = answers.flatMap(({ data }) => data?.['recordDepartment']?.version ?? []);
  expect(versions.toSorted((a, b) => a - b)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
});

test('a recipient that is stopped at one is refused by the other at its next request', async () => {
  const [one = '', other = ''] = urls;
  const staff = async () =>
    ask(other, 'operator-staff', 'CLUB_OPERATION', '{ guardians(first: 2) { nodes { name } } }');
  expect((await staff()).data?.['guardians']?.nodes).toHaveLength(2);
  const stopped = await ask(
    one,
    'security-officer',
    'SERVICE_PROTECTION',
    'mutation { recordSuspension(input: { organisation: "SENDAI_HOSO", why: "odd hours" }) { key } }',
  );
  expect(stopped.errors).toBeUndefined();
  expect((await staff()).data?.['guardians'] ?? null).toBeNull();
});

test('the one that is left goes on when the other is killed, and neither has closed the log', async () => {
  const [, other = ''] = urls;
  const [before] = receiptsOf(await look(other));
  expect(await gateway.kill()).toBe('ALIVE');
  const after = await look(other);
  expect(after.data?.['guardians']?.nodes).toHaveLength(4);
  expect(receiptsOf(after)[0]?.index).toBe((before?.index ?? 0) + 1);
  await gateway.start();
  const back = await look(gateway.url());
  expect(back.data?.['guardians']?.nodes).toHaveLength(4);
  expect(receiptsOf(back)[0]?.index).toBe((before?.index ?? 0) + 2);
  await exported();
});
