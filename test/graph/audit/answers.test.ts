import type { AuditEntry } from '../../../src/audit/auditEntry.js';
import { leafHash } from '../../../src/audit/merkle/hashes.js';
import { startGateway, type Answer, type Asking, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => gateway.close());

interface Recorded {
  readonly index: number;
  readonly text: string;
  readonly entry: AuditEntry;
}

/** The entry of an answer, by its receipt, which must be true. */
async function recorded(answer: Answer): Promise<Recorded> {
  const { receipt } = answer;
  const { rows } = await gateway.data.governance.query<{ entry: string }>(
    'select entry from audit_entries where index = $1',
    [receipt?.index],
  );
  const text = rows[0]?.entry ?? '';
  expect(leafHash(Buffer.from(text)).toString('hex')).toBe(receipt?.leafHash);
  return { index: Number(receipt?.index), text, entry: JSON.parse(text) as AuditEntry };
}

/** Row keys of the subjects of a set. */
async function subjectsOf({ index }: Recorded, set: number): Promise<readonly number[]> {
  const { rows } = await gateway.data.governance.query<{ reference: number }>(
    `select reference from audit_entry_subjects join audit_subjects using (token)
      where entry = $1 and set_number = $2 order by reference`,
    [index, set],
  );
  return rows.map(({ reference }) => reference);
}

async function size(): Promise<number> {
  const { rows } = await gateway.data.governance.query<{ size: number }>('select size::int from audit_head');
  return rows[0]?.size ?? -1;
}

const STAFF = { as: 'club-staff', purpose: 'CLUB_OPERATION' } as const;
const list: Asking = { ...STAFF, query: '{ guardians(first: 3) { nodes { id name phone children { name } } } }' };

describe('An answer with personal data', () => {
  it('is recorded with what really left: whose, which categories, in which forms, on which rule and clauses', async () => {
    const answer = await gateway.ask(list);
    const found = await recorded(answer);
    const { entry } = found;
    const shown = answer.body.data.guardians.nodes.map(({ id }: { id: string }) => id);
    const names = entry.disclosed.find(({ coordinates }) => coordinates.includes('Guardian.name'));
    const asStaff = (keys: readonly number[]) => keys.map((key) => gateway.idOf('club-staff', 'Guardian', key));
    expect(asStaff(await subjectsOf(found, names?.set ?? -1)).sort()).toEqual(shown.sort());
    expect(entry.disclosed.map(({ coordinates, category, form }) => [coordinates, category, form])).toEqual([
      [['Guardian.name'], 'NAME', 'RAW'],
      [['Guardian.phone'], 'PHONE', 'MASKED'],
      [['Child.name'], 'NAME', 'RAW'],
    ]);
    expect(entry).toMatchObject({
      kind: 'DISCLOSURE',
      instant: '2026-11-22T01:00:00.000Z',
      purpose: 'CLUB_OPERATION',
      caller: { organisation: 'GAKKO', roles: ['CLUB_STAFF'], subject: null, recipientClasses: ['OWN_ORGANISATION'] },
    });
    expect(entry.decisions).toContainEqual({
      coordinates: ['Guardian.name'],
      category: 'NAME',
      subject: 'GUARDIAN',
      form: 'RAW',
      otherwise: 'RAW',
      condition: [],
      reason: 'PERMITTED',
      gate: null,
      rule: 'C01',
      basis: 'SPECIFIED_PURPOSE',
      article: 'APPI 17, 18',
      clauses: expect.arrayContaining(['A2(1)-1a', 'A2(2)-i1']) as string[],
    });
  });

  it('is not recorded with the row that was read only to know whether there is a next page', async () => {
    const found = await recorded(await gateway.ask({ ...STAFF, query: '{ guardians(first: 1) { nodes { name } } }' }));
    expect(await subjectsOf(found, 0)).toHaveLength(1);
    expect(found.entry.disclosed).toMatchObject([{ rows: 1 }]);
  });

  it('tells those who came out whole from those who came out masked or not at all', async () => {
    const query = '{ children(first: 40) { nodes { id phone } } }';
    const answer = await gateway.ask({ as: 'operator-staff', purpose: 'CLUB_OPERATION', query });
    const found = await recorded(answer);
    const rows = answer.body.data.children.nodes as { id: string; phone: string | null }[];
    for (const form of ['RAW', 'MASKED']) {
      const group = found.entry.disclosed.find((each) => each.form === form && each.category === 'PHONE');
      const ids = (await subjectsOf(found, group?.set ?? -1)).map((key) =>
        gateway.idOf('operator-staff', 'Child', key),
      );
      const shown = rows.filter(({ phone }) => phone !== null && phone.includes('*') === (form === 'MASKED'));
      expect(shown.length).toBeGreaterThan(0);
      expect(ids).toEqual(expect.arrayContaining(shown.map(({ id }) => id)));
    }
  });

  it('counts rows below a person as that person, also over databases', async () => {
    const query = '{ guardians(first: 5) { nodes { member { purchases(first: 2) { month } } } } }';
    const guardian = { as: 'guardian', purpose: 'DATA_SUBJECT_RIGHTS', query };
    const found = await recorded(await gateway.ask(guardian));
    const own = gateway.identity('guardian').subject;
    expect(found.entry.disclosed).toMatchObject([{ coordinates: ['Purchase.month'], category: 'PURCHASE_HISTORY' }]);
    expect(found.entry.caller).toMatchObject({ person: null, subject: 0 });
    expect(await subjectsOf(found, found.entry.disclosed[0]?.set ?? -1)).toEqual([own?.reference]);
  });

  it('says that there is such a row where nothing but its opaque id left, and nothing where no row did', async () => {
    const ids = await recorded(await gateway.ask({ ...STAFF, query: '{ guardians(first: 2) { nodes { id } } }' }));
    expect(ids.entry.disclosed).toMatchObject([{ coordinates: ['Guardian.id'], category: null, rows: 2 }]);
    const none = `{ guardians(first: 2, where: { kanaStartsWith: "ン" }) { nodes { name } } }`;
    const empty = await recorded(await gateway.ask({ ...STAFF, query: none }));
    expect(empty.entry).toMatchObject({ kind: 'REFUSAL', disclosed: [], subjects: [] });
  });
});

describe('What is refused', () => {
  it('is recorded as an attempt, with reason and clauses', async () => {
    const analyst = {
      as: 'partner-analyst',
      purpose: 'ANONYMISED_DISCLOSURE',
      query: '{ guardians { nodes { name } } }',
    };
    const { entry } = await recorded(await gateway.ask(analyst));
    expect(entry).toMatchObject({ kind: 'REFUSAL', disclosed: [], caller: { roles: ['PARTNER'] } });
    expect(entry.decisions).toMatchObject([
      { form: 'DENIED', reason: 'AGGREGATE_ONLY', coordinates: ['Query.guardians'] },
    ]);
  });

  it('is recorded when no purpose counted, and when a field needs another role', async () => {
    const without = await recorded(await gateway.ask({ as: 'club-staff', query: '{ guardians { nodes { name } } }' }));
    expect(without.entry).toMatchObject({ kind: 'REFUSAL', purpose: null, decisions: [{ reason: 'PURPOSE_MISSING' }] });
    const answer = await gateway.ask({ ...STAFF, query: '{ registers { contracts { key } } }' });
    expect(answer.body.errors?.[0]?.extensions.code).toBe('REFUSED');
    const { entry } = await recorded(answer);
    expect(entry.decisions).toMatchObject([{ coordinates: ['Query.registers'], form: 'DENIED', rule: 'REQUIRES' }]);
  });
});

describe('What is public', () => {
  it('leaves no entry', async () => {
    const before = await size();
    for (const query of ['{ viewer { organisation } }', '{ courses { nodes { name } } }', '{ __typename }']) {
      const answer = await gateway.ask({ ...STAFF, query });
      expect(answer.body.errors).toBeUndefined();
      expect(answer.receipt).toBeUndefined();
    }
    expect(await size()).toBe(before);
  });
});

describe('The log', () => {
  it('holds no alias, no variable and no text of a document', async () => {
    const query =
      'query Tanaka($kana: String) { hanakoTanaka: guardians(first: 1, where: { kanaStartsWith: $kana }) { nodes { n: name } } }';
    const { text } = await recorded(
      await gateway.ask({ ...STAFF, query, variables: { kana: 'サ' }, operationName: 'Tanaka' }),
    );
    expect(text).not.toMatch(/tanaka|サ|nodes/i);
  });
});
