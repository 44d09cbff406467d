import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportAudit } from '../../src/audit/export/exportAudit.js';
import type { ExportedEntry } from '../../src/audit/export/exportFormat.js';
import type { AuditEntry } from '../../src/audit/auditEntry.js';
import { verifyExport } from '../../src/audit/export/verifyExport.js';
import { loadDemoConsents } from '../../src/embedded/data/loadDemoConsents.js';
import { resolveIdentities } from '../../src/embedded/identities.js';
import type { Receipt } from '../../src/policy/trail.js';
import { killableGateway } from './killableGateway.js';

/**
 * The record over HTTP while the gateway is killed and its database connections are ended: sixteen clients read governed lists and change
 * registers and consents. After each start the log is whole, holds every receipt that a client saw, and says of every answer what was in it.
 */

const CLIENTS = 16;
const TURNS = 8;
const KILLS = 2;

interface Seen {
  readonly who: string;
  /** Of the answer's own entry, and of the changes that it made. */
  readonly receipt: Receipt | undefined;
  readonly changes: readonly Receipt[];
  /** Names in the answer, by kind. */
  readonly names: Readonly<Record<string, number>>;
}

const GUARDIANS = '{ guardians(first: 6) { nodes { name children { name } } } }';
const READERS = [
  { as: 'club-staff', purpose: 'CLUB_OPERATION', query: GUARDIANS },
  { as: 'coop-staff', purpose: 'CLUB_OPERATION', query: GUARDIANS },
  { as: 'operator-staff', purpose: 'CLUB_OPERATION', query: GUARDIANS },
  { as: 'partner-analyst', purpose: 'CONSENTED_DISCLOSURE', query: '{ guardians(first: 6) { nodes { name } } }' },
] as const;

let gateway: Awaited<ReturnType<typeof killableGateway>>;
let tokens: ReadonlyMap<string, string>;
beforeAll(async () => {
  gateway = await killableGateway({ snapshot: false, settings: { NOREN_CHECKPOINT_ENTRIES: '10' } });
  await loadDemoConsents(gateway.ours, { families: 40, members: 120, today: '2026-11-22' });
  await gateway.start();
  const issued = resolveIdentities({ families: 40 }).map(async (identity) => {
    const { name, subjectId: sub, managedDevice, staffReference, authTime, ...claims } = identity;
    const named = { managed_device: managedDevice, staff_reference: staffReference, auth_time: authTime };
    return [name, await gateway.tokenFor({ sub, ...claims, ...named })] as const;
  });
  tokens = new Map(await Promise.all(issued));
});
afterAll(async () => gateway.close());

interface Body {
  readonly data?: Readonly<Record<string, { readonly nodes?: readonly Named[] } | null>> | null;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: { readonly governance?: { readonly receipt?: Receipt; readonly changes?: readonly Receipt[] } };
}
interface Named {
  readonly name: string | null;
  readonly children?: readonly Named[] | null;
}

/** null: no answer that could be read. */
async function send(as: string, purpose: string, query: string): Promise<Body | null> {
  const authorization = `Bearer ${tokens.get(as) ?? ''}`;
  const headers = { authorization, 'content-type': 'application/json', 'noren-purpose': purpose };
  const sent = { method: 'POST', headers, body: JSON.stringify({ query }) };
  const text = await fetch(`${gateway.url()}/graphql`, sent).then(async (response) => response.text());
  return JSON.parse(text) as Body;
}

const named = (nodes: readonly Named[]): number => nodes.filter(({ name }) => name !== null).length;

function seenBy(who: string, { data, extensions }: Body): Seen {
  const { receipt, changes = [] } = extensions?.governance ?? {};
  const guardians = data?.['guardians']?.nodes ?? [];
  const children = guardians.flatMap((guardian) => guardian.children ?? []);
  return { who, receipt, changes, names: { 'Guardian.name': named(guardians), 'Child.name': named(children) } };
}

/** What a client does at a turn: four of sixteen change something, the others read. */
function workOf(client: number, turn: number): { as: string; purpose: string; query: string } {
  if (client < CLIENTS - 4) return READERS[(client + turn) % READERS.length] ?? READERS[0];
  if (client % 2 === 0) {
    const input = `{ code: "D${client}", name: "Department ${turn}", organisation: "GAKKO" }`;
    const query = `mutation { recordDepartment(input: ${input}) { version } }`;
    return { as: 'privacy-manager', purpose: 'GOVERNANCE', query };
  }
  const input = `{ purpose: BENEFICIAL_INFORMATION, recipient: "COOP", categories: [PURCHASE_HISTORY], textVersion: "2026-04", language: "ja" }`;
  const query = `mutation { grantConsent(input: ${input}) { id } }`;
  return { as: 'guardian', purpose: 'DATA_SUBJECT_RIGHTS', query };
}

/** What is in the second place; a gateway that was killed early has put nothing there yet. */
const kept = (name: string): readonly string[] =>
  globSync(join(gateway.folder, 'checkpoints', '*', name)).map((file) => readFileSync(file, 'utf8'));

/** The log as it can be checked without the gateway, with the key and the notes of the second place. */
async function exported(): Promise<readonly (ExportedEntry & { readonly entry: AuditEntry })[]> {
  const notes = kept('*.note');
  const [key = ''] = kept('verifier.key').map((text) => text.trim());
  const lines: string[] = [];
  for await (const line of exportAudit(gateway.ours, key)) lines.push(line);
  const verdict = await verifyExport(
    (async function* () {
      yield* lines;
    })(),
    { key, notes, mayEndUnsigned: true },
  );
  expect(verdict.problem).toBeNull();
  expect(verdict.checkpoints).toBeGreaterThan(0);
  const entries = lines.map((line) => JSON.parse(line) as ExportedEntry).filter(({ text }) => typeof text === 'string');
  return entries.map((each) => ({ ...each, entry: JSON.parse(each.text) as AuditEntry }));
}

const rows = async (sql: string): Promise<readonly string[]> =>
  (await gateway.ours.query<{ one: string }>(sql)).rows.map(({ one }) => one).sort();

async function expectRecorded(seen: readonly Seen[]): Promise<void> {
  const entries = await exported();
  expect(entries.map(({ index }) => index)).toEqual(entries.map((_, at) => at));
  for (const { who, receipt, changes, names } of seen) {
    // Every receipt that somebody saw is in the tree, at its place.
    for (const each of [...changes, ...(receipt === undefined ? [] : [receipt])]) {
      expect(entries[each.index]?.leaf).toBe(each.leafHash);
      expect(each.treeSize).toBeGreaterThan(each.index);
    }
    // No answer with personal data without an entry, and it says how much of what.
    for (const [coordinate, count] of Object.entries(names)) {
      if (count === 0) continue;
      const { disclosed = [] } = entries[receipt?.index ?? -1]?.entry ?? {};
      const told = disclosed.filter(({ coordinates }) => coordinates.includes(coordinate));
      expect([who, told.reduce((sum, { rows: number }) => sum + number, 0)]).toEqual([who, count]);
    }
  }
  const of = (kind: string) => entries.filter(({ entry }) => entry.kind === kind).map(({ entry }) => entry);
  // Every change is there with its entry, or neither is.
  const versions = of('REGISTER').map(({ facts }) => `${String(facts?.['key'])} ${String(facts?.['version'])}`);
  expect(versions.sort()).toEqual(
    await rows(`select key || ' ' || version as one from register_entries where register = 'DEPARTMENT' and key like 'D_%'
      and payload ->> 'name' like 'Department %'`),
  );
  const consents = of('CONSENT').map(({ facts }) => String(facts?.['consent']));
  expect([...new Set(consents)].sort()).toEqual(
    await rows(`select id::text as one from consents where text_version = '2026-04' and purpose = 'BENEFICIAL_INFORMATION'
      and id::text = any('{${consents.join()}}')`),
  );
  // What the law wants of a provision (APPI 29) is there for each of them, and for nothing else.
  const provisions = of('DISCLOSURE').filter(({ purpose }) => purpose === 'CONSENTED_DISCLOSURE');
  expect(provisions.map(({ requestId }) => requestId ?? '').sort()).toEqual(
    await rows('select distinct request_id as one from provisions'),
  );
}

test('sixteen clients, kills of the gateway and ended connections: no answer without a record, and no receipt that is not in the tree', async () => {
  const seen: Seen[] = [];
  let [done, unanswered, refused] = [0, 0, 0];
  const client = async (number: number) => {
    for (let turn = 0; turn < TURNS;) {
      const work = workOf(number, turn);
      const body = await send(work.as, work.purpose, work.query).catch(() => null);
      if (body === null) {
        unanswered += 1;
        // As long as the gateway is away.
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      refused += body.errors === undefined ? 0 : 1;
      seen.push(seenBy(work.as, body));
      turn += 1;
      done += 1;
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, async (_, number) => client(number)));
  const reached = async (part: number) => {
    while (done < (CLIENTS * TURNS * part) / (KILLS + 2)) await new Promise((resolve) => setImmediate(resolve));
  };
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await reached(kill - 0.5);
    await gateway.endBackends();
    await reached(kill);
    expect(await gateway.kill()).toBe('ALIVE');
    if (kept('verifier.key').length > 0) await expectRecorded([...seen]);
    await gateway.start();
  }
  await clients;
  // Within ten seconds at the latest.
  while (kept('verifier.key').length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await expectRecorded(seen);
  // Not a test of a gateway that refuses everything, nor of one that was never hit.
  expect(seen.filter(({ names }) => (names['Guardian.name'] ?? 0) > 0).length).toBeGreaterThan(50);
  expect(seen.filter(({ changes }) => changes.length > 0).length).toBeGreaterThan(10);
  expect(unanswered + refused).toBeGreaterThan(0);
  // Three starts of a gateway, beside whatever else the machine does.
}, 180_000);
