import { buildGraphSchema } from '../../src/graph/buildGraphSchema.js';
import { arrangeCanaries, type Canaries } from '../attack/arrangeCanaries.js';
import { documentsOf } from '../attack/documents.js';
import { findCanaries } from '../attack/findCanaries.js';
import type { Gateway } from '../support/startGateway.js';
import { startTwoWorlds, type Pools, type TwoWorlds, type World } from './startTwoWorlds.js';

const CASTS = [
  ['club-staff', 'CLUB_OPERATION'],
  ['coop-staff', 'CLUB_OPERATION'],
  ['operator-staff', 'CLUB_OPERATION'],
  ['consultation-desk', 'DATA_SUBJECT_RIGHTS'],
  ['internal-auditor', 'INTERNAL_AUDIT'],
  ['privacy-manager', 'GOVERNANCE'],
  ['guardian', 'DATA_SUBJECT_RIGHTS'],
  ['employee', 'DATA_SUBJECT_RIGHTS'],
] as const;
const OTHER = { REAL: 'SANDBOX', SANDBOX: 'REAL' } as const;
const WORLDS = ['REAL', 'SANDBOX'] as const;

let worlds: TwoWorlds;
let canaries: Canaries;
beforeAll(async () => {
  worlds = await startTwoWorlds();
  const { tokens, digests } = await arrangeCanaries({ data: worlds.data.REAL } as unknown as Gateway);
  // Birth dates are not planted: the people of both worlds may share one.
  canaries = { digests, tokens: new Map([...tokens].filter(([, owner]) => !owner.includes('birth_date'))) };
}, 120_000);
afterAll(async () => worlds.close());

/** What a world holds, a digest a table; but for checkpoints, which are signed by the clock, of what the log held already. */
async function contents(pools: Pools): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const [database, pool] of Object.entries(pools)) {
    const { rows } = await pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname !~ '^(pg_|information_schema)'
        and tablename <> 'audit_checkpoints'`,
    );
    for (const { name } of rows) {
      const digest = `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${name} t`;
      found[`${database} ${name}`] = (await pool.query<{ digest: string }>(digest)).rows[0]?.digest ?? '';
    }
  }
  return found;
}

const TICKET = `mutation { recordNecessityTicket(validTo: "2027-01-01T00:00:00Z", input: { role: CLUB_STAFF,
  organisation: "GAKKO", purpose: CLUB_OPERATION, categories: [PHONE], forLists: true, why: "because" }) { key } }`;
const PHONES = '{ guardians(first: 5) { nodes { id phone } } }';

async function phones(world: World): Promise<readonly { readonly id: string; readonly phone: string }[]> {
  const { body } = await worlds.ask(world, { as: 'club-staff', purpose: 'CLUB_OPERATION', query: PHONES });
  return body.data.guardians.nodes;
}

describe('the sandbox and the gateway', () => {
  it('nothing planted in the real databases is in any answer of the sandbox, whoever asks for everything', async () => {
    const { schema } = buildGraphSchema();
    const documents = documentsOf(schema, {
      depth: 2,
      first: 12,
      once: ['Course', 'Class', 'Campaign', 'Programme'],
      arguments: {},
    });
    const found = { REAL: new Set<string>(), SANDBOX: new Set<string>() };
    let answered = 0;
    for (const [as, purpose] of CASTS) {
      for (const { query } of documents) {
        const { text, body } = await worlds.ask('SANDBOX', { as, purpose, query });
        for (const canary of findCanaries(text, canaries)) found.SANDBOX.add(canary);
        if (body.data !== undefined) answered += 1;
      }
    }
    const real = await worlds.ask('REAL', {
      as: 'club-staff',
      purpose: 'CLUB_OPERATION',
      query: '{ guardians { nodes { name } } }',
    });
    for (const canary of findCanaries(real.text, canaries)) found.REAL.add(canary);
    expect([...found.SANDBOX]).toEqual([]);
    expect(found.REAL.size).toBeGreaterThan(10);
    expect(answered).toBeGreaterThan(50);
  }, 120_000);

  it.each(WORLDS)(
    'what is done in the %s changes no row of the other: registers, consents, rights, budgets, the log',
    async (world) => {
      const before = { own: await contents(worlds.data[world]), other: await contents(worlds.data[OTHER[world]]) };
      const ticket = await worlds.ask(world, { as: 'dept-manager', purpose: 'GOVERNANCE', query: TICKET });
      expect(ticket.body.errors).toBeUndefined();
      const mine = 'mutation { correctMine(input: { email: "atarashii@example.jp" }) { state } }';
      const fresh = await worlds.ask(world, { as: 'guardian', purpose: 'DATA_SUBJECT_RIGHTS', query: mine });
      expect(fresh.status).toBe(200);
      const consents = '{ me { consents { id on } } }';
      const { body } = await worlds.ask(world, { as: 'guardian', purpose: 'DATA_SUBJECT_RIGHTS', query: consents });
      expect(body.errors).toBeUndefined();
      await phones(world);
      const after = { own: await contents(worlds.data[world]), other: await contents(worlds.data[OTHER[world]]) };
      expect(after.other).toEqual(before.other);
      const changed = Object.keys(after.own).filter((table) => after.own[table] !== before.own[table]);
      expect(changed).toEqual(
        expect.arrayContaining(['governance public.register_entries', 'governance public.audit_entries']),
      );
      expect((await phones(world)).every(({ phone }) => !phone.includes('*'))).toBe(true);
      if (world === 'REAL') expect((await phones('SANDBOX')).every(({ phone }) => phone.includes('*'))).toBe(true);
    },
  );

  it.each(WORLDS)('an id of the %s means nothing in the other', async (world) => {
    const [guardian] = await phones(world);
    const query = 'query ($id: ID!) { guardian(id: $id) { id name } }';
    const asked = { as: 'club-staff', purpose: 'CLUB_OPERATION', query, variables: { id: guardian?.id } };
    expect((await worlds.ask(world, asked)).body.data.guardian.id).toBe(guardian?.id);
    const elsewhere = await worlds.ask(OTHER[world], asked);
    expect(elsewhere.body.data.guardian).toBeNull();
    const none = await worlds.ask(OTHER[world], { ...asked, variables: { id: 'AAAA' } });
    expect(elsewhere.body.data).toEqual(none.body.data);
  });

  it.each(WORLDS)('a cursor of the %s is refused in the other', async (world) => {
    const first = '{ guardians(first: 2) { pageInfo { endCursor } } }';
    const asked = { as: 'club-staff', purpose: 'CLUB_OPERATION' };
    const page = await worlds.ask(world, { ...asked, query: first });
    const query = 'query ($after: String) { guardians(first: 2, after: $after) { nodes { id } } }';
    const next = { ...asked, query, variables: { after: page.body.data.guardians.pageInfo.endCursor } };
    const elsewhere = await worlds.ask(OTHER[world], next);
    expect(elsewhere.body.errors[0].extensions.code).toBe('BAD_CURSOR');
  });

  it('the sandbox answers when the real databases are gone, and the gateway does not', async () => {
    for (const database of Object.values(worlds.databases.REAL)) await database.drop();
    expect((await phones('SANDBOX')).length).toBe(5);
    const real = await worlds.ask('REAL', { as: 'club-staff', purpose: 'CLUB_OPERATION', query: PHONES });
    expect(real.body.data?.guardians ?? null).toBeNull();
  });
});
