import { createHash } from 'node:crypto';
import { openSourceOrm, SOURCE_NAMES, type SourceName } from '../../../src/sources/openSource.js';
import { csvOf } from '../../../src/graph/me/csvOf.js';
import { startGateway, type As, type Data, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => gateway.close());

const RIGHTS = 'DATA_SUBJECT_RIGHTS';
const EXPORT = 'mutation ($format: ExportFormat!) { exportMine(format: $format) { mediaType document sha256 fee } }';

async function exported(as: As, format = 'JSON'): Promise<Data> {
  const { body } = await gateway.ask({ as, purpose: RIGHTS, query: EXPORT, variables: { format } });
  expect(body.errors).toBeUndefined();
  return body.data.exportMine;
}

/** Rows about a person, by table: `$1` is the row key. */
const ROWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  guardian: {
    'club.guardians': 'id = $1',
    'club.families': 'id = (select family_id from guardians where id = $1)',
    'club.guardian_links': 'guardian_id = $1',
    'club.advertising_opt_ins': `subject_kind = 'GUARDIAN' and subject_id = $1`,
    'club.children': 'id in (select child_id from guardian_links where guardian_id = $1)',
    'coop.members': 'member_code = $2',
    'coop.purchases': 'member_id = (select id from members where member_code = $2)',
    'broadcaster.campaign_entries': 'guardian_reference = $1',
  },
  child: {
    'club.children': 'id = $1',
    'club.families': 'id = (select family_id from children where id = $1)',
    'club.guardian_links': 'child_id = $1',
    'club.advertising_opt_ins': `subject_kind = 'CHILD_PARTICIPANT' and subject_id = $1`,
    'club.enrolments': 'child_id = $1',
    'club.attendance': 'enrolment_id in (select id from enrolments where child_id = $1)',
  },
  member: { 'coop.members': 'id = $1', 'coop.purchases': 'member_id = $1' },
  employee: { 'coop.employees': 'id = $1' },
  supplier: { 'coop.supplier_contacts': 'id = $1' },
  staff: {
    'broadcaster.staff': 'id = $1',
    'broadcaster.assignments': 'staff_id = $1',
    'broadcaster.sessions': 'staff_id = $1',
  },
};

/** Tables with nobody in them. */
const NOBODYS = [
  'courses',
  'classes',
  'shops',
  'products',
  'product_categories',
  'suppliers',
  'programmes',
  'campaigns',
];

/** Columns that an export leaves out, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'guardian_links.harm_flag': 'to tell a guardian could endanger the child (APPI 33(2)(i))',
  'advertising_opt_ins.subject_kind': 'is the person',
  'advertising_opt_ins.giver_kind': 'told as givenAs',
};
const isKey = (column: string) => column === 'id' || column.endsWith('_id') || column.endsWith('_reference');
const isTold = (table: string, column: string) =>
  !isKey(column) || column === 'proof_reference' || LEFT_OUT[`${table}.${column}`] !== undefined;

async function columns(): Promise<readonly { source: SourceName; table: string; column: string }[]> {
  const all = await Promise.all(
    SOURCE_NAMES.map(async (source) => {
      const orm = openSourceOrm(source, gateway.databases[source].connection);
      const entities = [...orm.getMetadata().getAll().values()].filter(({ abstract }) => !abstract);
      await orm.close();
      return entities.flatMap(({ tableName, props }) =>
        props.flatMap(({ fieldNames = [] }) => fieldNames.map((column) => ({ source, table: tableName, column }))),
      );
    }),
  );
  return all.flat();
}

function leaves(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'object') return Object.values(value).flatMap(leaves);
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}

/** 16 or 17: sees everything raw. */
const CHILD = {
  subjectId: 'child',
  organisation: 'SELF',
  roles: ['SELF_CHILD'],
  subject: { kind: 'CHILD_PARTICIPANT', reference: 12 },
} as const;
const STAFF = {
  subjectId: 'staff',
  organisation: 'SELF',
  roles: ['SELF_EMPLOYEE'],
  subject: { kind: 'OFFICER_OR_EMPLOYEE', reference: 1 },
} as const;

test('every table of every source is about somebody of the list above, or about nobody', async () => {
  const known = new Set(Object.values(ROWS).flatMap((tables) => Object.keys(tables)));
  const found = new Set((await columns()).map(({ source, table }) => `${source}.${table}`));
  const forgotten = [...found].filter((table) => !known.has(table) && !NOBODYS.includes(table.split('.')[1] ?? ''));
  expect(forgotten).toEqual([]);
  expect(found.size).toBeGreaterThan(18);
});

test.each(Object.keys(ROWS))('the export of a %s has every column of every table about that person', async (name) => {
  const as: As = name === 'staff' ? STAFF : name === 'child' ? CHILD : name;
  const { document, fee } = await exported(as);
  expect(fee).toBe(0);
  const values = leaves(JSON.parse(document));
  const { reference = 0 } = (typeof as === 'string' ? gateway.identity(as) : as).subject ?? {};
  const key = name === 'employee' ? reference - 1_000_000_000 : reference;
  const { rows: codes } = await gateway.data.club.query<{ member_code: string }>(
    'select member_code from guardians where id = $1',
    [key],
  );
  const all = await columns();
  const missing: string[] = [];
  for (const [place, where] of Object.entries(ROWS[name] ?? {})) {
    const [source, table = ''] = place.split('.') as [SourceName, string];
    const parameters = where.includes('$2') ? [key, codes[0]?.member_code] : [key];
    const sql = where.includes('$2') ? where.replaceAll('$2', '$2::text') + ' and $1::int is not null' : where;
    const names = all.filter((each) => each.table === table && isTold(table, each.column)).map(({ column }) => column);
    const { rows } = await gateway.data[source].query<Record<string, string | null>>(
      `select ${names.map((column) => `${column}::text`).join(', ')} from ${table} where ${sql}`,
      parameters,
    );
    expect([place, rows.length > 0]).toEqual([place, true]);
    for (const row of rows) {
      for (const column of names.filter((each) => LEFT_OUT[`${table}.${each}`] === undefined)) {
        const value = valueOf(column, row[column] ?? null);
        if (value !== null && !values.some((told) => told.includes(value))) missing.push(`${table}.${column}`);
      }
    }
  }
  expect([...new Set(missing)]).toEqual([]);
});

/** As the graph writes it. */
function valueOf(column: string, text: string | null): string | null {
  if (text === 't') return 'true';
  if (text === 'f') return 'false';
  return column === 'recorded_at' && text !== null
    ? new Date(`${text.replace(' ', 'T')}:00`).toISOString().slice(0, 16)
    : text;
}

test("it holds nothing of others: no name, number or address of anybody else, but a guardian's linked children (A6-2)", async () => {
  const club = `select id, family_name || ' ' || given_name as name, phone, email from`;
  const { reference: guardian } = gateway.identity('guardian').subject ?? {};
  const { rows: guardians } = await gateway.data.club.query<Record<string, string>>(
    `${club} guardians where id <> $1`,
    [guardian],
  );
  const { rows: children } = await gateway.data.club.query<Record<string, string>>(
    `${club} children where id not in (select child_id from guardian_links where guardian_id = $1 and state = 'ACTIVE')`,
    [guardian],
  );
  const { document } = await exported('guardian');
  const own = new Set(leaves(JSON.parse(document)));
  const { rows: mine } = await gateway.data.club.query<{ name: string }>(`${club} guardians where id = $1`, [guardian]);
  expect(own.has(mine[0]?.name ?? '')).toBe(true);
  for (const other of [...guardians, ...children]) {
    for (const value of [other['phone'], other['email']]) if (value) expect(own.has(value)).toBe(false);
  }
  const { rows: father } = await gateway.data.club.query<{ name: string }>(
    `${club} guardians where family_id = (select family_id from guardians where id = $1) and id <> $1`,
    [guardian],
  );
  expect(document).not.toContain(father[0]?.name);
  const adult = await exported('adult');
  expect(JSON.parse(adult.document).guardian.children).toBeNull();
});

test('JSON and CSV say the same, and the hash of each is on record', async () => {
  for (const format of ['JSON', 'CSV']) {
    const { document, sha256, mediaType } = await exported('supplier', format);
    expect(sha256).toBe(createHash('sha256').update(document).digest('hex'));
    expect(mediaType).toContain(format.toLowerCase());
    const { rowCount } = await gateway.data.governance.query('select from subject_exports where sha256 = $1', [sha256]);
    expect(rowCount).toBeGreaterThan(0);
    const { rows } = await gateway.data.coop.query<Record<string, string>>(
      'select phone, email from supplier_contacts where id = 1',
    );
    for (const value of Object.values(rows[0] ?? {})) expect(document).toContain(value);
  }
});

test('ten thousand purchases are taken away whole; with one more the copy is refused, and none is cut short (A6-3b)', async () => {
  const { reference: member } = gateway.identity('member').subject ?? {};
  const buy = (count: number) =>
    gateway.data.coop.query(
      `insert into purchases (id, member_id, shop_id, product_id, receipt_number, purchased_on, quantity, amount)
       select (select max(id) from purchases) + n, member_id, shop_id, product_id, 'r-' || n, purchased_on, 1, 100
         from generate_series(1, $2) n, (select * from purchases where member_id = $1 limit 1) one`,
      [member, count],
    );
  const { rows } = await gateway.data.coop.query<{ count: number }>(
    'select count(*)::int as count from purchases where member_id = $1',
    [member],
  );
  await buy(10_000 - (rows[0]?.count ?? 0));
  const { document } = await exported('member');
  expect(JSON.parse(document).member.purchases).toHaveLength(10_000);
  await buy(1);
  const { body } = await gateway.ask({ as: 'member', purpose: RIGHTS, query: EXPORT, variables: { format: 'JSON' } });
  expect(body.data?.exportMine ?? null).toBeNull();
  expect(body.errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
});

test('a cell of the CSV is no formula, and what needs quotes is quoted', () => {
  const text = csvOf({ a: '=HYPERLINK("http://x")', b: ['x,y', null, 'line\nbreak'], c: { d: '-1' } });
  expect(text).toBe(
    `\uFEFFpath,value\r\na,"'=HYPERLINK(""http://x"")"\r\nb[1],"x,y"\r\nb[3],"line\nbreak"\r\nc.d,'-1\r\n`,
  );
});

test('nobody exports who is no data subject; a child under 16 gets what the page shows, masked', async () => {
  for (const as of ['club-staff', 'consultation-desk', 'partner-analyst']) {
    const { body } = await gateway.ask({ as, purpose: RIGHTS, query: EXPORT, variables: { format: 'JSON' } });
    expect(body.data?.exportMine ?? null).toBeNull();
    expect(body.errors?.[0]?.extensions.code).toBe('REFUSED');
  }
  const { document } = await exported('child');
  expect(JSON.parse(document).child.phone).toMatch(/\*/);
});
