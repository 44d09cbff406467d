import { resolveIdentities } from '../../src/embedded/identities.js';
import { PERSON_FIELDS, PURCHASE_FIELDS } from '../support/observeForms.js';
import { startGateway, type Answer, type Data, type Gateway } from '../support/startGateway.js';
import type { CrossedStatement } from '../support/tapPool.js';

/** What is withheld never crosses the connection of its source: told from statements and rows, not from answers. */

const QUERY = `{ guardians(first: 100) { nodes { id ${PERSON_FIELDS} registeredOn member { id ${PERSON_FIELDS} joinedOn ${PURCHASE_FIELDS} }
  children { id ${PERSON_FIELDS} registeredOn enrolments { state enrolledOn endedOn attended class { staff { id name kana phone email } } } } } } }`;

const CALLS = resolveIdentities({ families: 40 }).flatMap(({ name, purposes }) =>
  purposes.map((purpose) => [name, purpose] as const),
);

/** Columns that hold personal data, and the published fields that may need them. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  family_name: ['name'],
  given_name: ['name'],
  family_kana: ['kana'],
  given_kana: ['kana'],
  sex: ['sex'],
  street: ['address'],
  postal_code: ['postalCode'],
  prefecture: ['address'],
  municipality_name: ['address'],
  municipality_code: ['municipality', 'shopMunicipality'],
  phone: ['phone'],
  email: ['email'],
  receipt_number: ['receiptNumber'],
  quantity: ['quantity'],
  amount: ['amount', 'amountClass'],
  registered_on: ['registeredOn'],
  joined_on: ['joinedOn'],
  ended_on: ['endedOn'],
};

const ALIASES: Readonly<Record<string, string>> = {
  g: 'Guardian',
  c: 'Child',
  m: 'Member',
  p: 'Purchase',
  e: 'Enrolment',
  st: 'Staff',
};

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => gateway.close());

async function crossed(
  as: string,
  purpose: string,
  query = QUERY,
): Promise<{ answer: Answer; statements: readonly CrossedStatement[] }> {
  gateway.takeStatements();
  const answer = await gateway.ask({ as, purpose, query });
  expect(answer.body.errors).toBeUndefined();
  return { answer, statements: gateway.takeStatements() };
}

/** The form in which each field may come out, by coordinate, as the answer itself reports. */
function formsOf({ body }: Answer): Map<string, readonly string[]> {
  const forms = new Map<string, string[]>();
  for (const { coordinate, form, otherwise } of body.extensions?.governance.decisions ?? []) {
    forms.set(coordinate, [...(forms.get(coordinate) ?? []), form, otherwise]);
  }
  return forms;
}

test.each(CALLS)(
  '%s for %s: a withheld column is not in any statement, a withheld cell is null in its row',
  async (as, purpose) => {
    const { answer, statements } = await crossed(as, purpose);
    const forms = formsOf(answer);
    const comesOut = (type: string, field: string) =>
      (forms.get(`${type}.${field}`) ?? []).some((form) => form !== 'DENIED');
    for (const { text, rows } of statements) {
      for (const [, alias = '', column = ''] of text.matchAll(/\b([a-z]{1,2})\.([a-z_]+)\b/g)) {
        const type = ALIASES[alias];
        const fields = COLUMNS[column];
        if (type === undefined || fields === undefined) continue;
        expect([`${type}.${column}`, fields.some((field) => comesOut(type, field))]).toEqual([
          `${type}.${column}`,
          true,
        ]);
      }
      for (const row of rows) {
        for (const [key, form] of Object.entries(row).filter(([name]) => name.startsWith('form:'))) {
          if (form === null) expect(row[key.slice('form:'.length)] ?? null).toBeNull();
        }
      }
    }
  },
);

test.each(CALLS)('%s for %s: no row brings a raw value where only a lower form comes out', async (as, purpose) => {
  const { answer, statements } = await crossed(as, purpose);
  const forms = formsOf(answer);
  const isRaw = (field: string) =>
    ['Guardian', 'Child', 'Member', 'Staff'].some((type) => forms.get(`${type}.${field}`)?.includes('RAW'));
  const of = (field: string) =>
    statements.flatMap(({ rows }) => rows.map((row) => row[field] ?? null)).filter((value) => value !== null);
  for (const [field, lower] of Object.entries(LOWER)) {
    if (isRaw(field)) continue;
    for (const value of of(field)) expect(value).toMatch(lower);
  }
});

/** What a field's value may look like where the raw one does not come out. */
const LOWER: Readonly<Record<string, RegExp>> = {
  name: /^.＊＊ .＊＊$/,
  kana: /^.＊＊ .＊＊$/,
  phone: /^0\d\d-\*{4}-(\d\d|\*\*)\d\d$/,
  email: /^.\*{3}@\*{3}\.[a-z]+$/,
  address: /^宮城県[^\d]*$/,
  memberCode: /^\*{6}\d\d$/,
  birthDate: /^never$/,
  postalCode: /^never$/,
  sex: /^never$/,
};

test('the calls above include some that withhold and some that give raw values', async () => {
  const reported = await Promise.all(
    CALLS.map(async ([as, purpose]) => formsOf(await gateway.ask({ as, purpose, query: QUERY }))),
  );
  const all = reported.map((forms) => forms.get('Guardian.phone') ?? ['no row']);
  expect(all.filter((forms) => forms.includes('RAW')).length).toBeGreaterThan(2);
  expect(all.filter((forms) => forms.includes('MASKED')).length).toBeGreaterThan(3);
  expect(all.filter((forms) => forms[0] === 'DENIED').length).toBeGreaterThan(3);
  expect(all.filter((forms) => forms[0] === 'no row').length).toBeGreaterThan(5);
});

test('a list that opens nothing sends no statement at all', async () => {
  for (const [as, purpose] of [
    ['newcomer', 'ANONYMISED_DISCLOSURE'],
    ['advertiser', 'BENEFICIAL_INFORMATION'],
    ['analyst', 'AGGREGATE_ANALYSIS'],
    ['consultation-desk', 'DATA_SUBJECT_RIGHTS'],
    ['child-welfare-body', 'CHILD_WELFARE'],
  ] as const) {
    const { answer, statements } = await crossed(as, purpose);
    expect(answer.body.data).toEqual({ guardians: null });
    expect(statements).toEqual([]);
  }
});

test('a cell of which the own class decides is a CASE: raw in it, masked in SQL outside', async () => {
  const { statements } = await crossed(
    'operator-staff',
    'CLUB_OPERATION',
    '{ children(first: 1000) { nodes { phone } } }',
  );
  const [{ text, rows } = { text: '', rows: [] as readonly Data[] }] = statements.filter(
    ({ source }) => source === 'club',
  );
  expect(text).toMatch(/\(EXISTS \(SELECT FROM enrolments [^"]*\)\) AS "OWN_CLASS"/);
  expect(text).toMatch(/CASE WHEN .* THEN c\.phone WHEN TRUE THEN case when .* AS "phone"/s);
  const values = rows.map((row) => [row['form:phone'], row['phone']] as const).filter(([, phone]) => phone !== null);
  expect(values.filter(([form]) => form === 'RAW').length).toBeGreaterThan(0);
  expect(values.filter(([form]) => form === 'MASKED').length).toBeGreaterThan(0);
  for (const [form, phone] of values)
    expect(phone).toMatch(form === 'RAW' ? /^0\d+-\d+-\d{4}$/ : /^0\d\d-\*{4}-\*\*\d\d$/);
});

test('a row of which nothing comes out is not in the answer of its source', async () => {
  const { statements } = await crossed(
    'subcontractor-staff',
    'CLUB_OPERATION',
    '{ children(first: 1000) { nodes { ageBand } } }',
  );
  const children = statements.find(({ text }) => text.includes('FROM children'));
  const { rows } = await gateway.data.club.query('select count(*)::int as n from children');
  expect(children?.rows.length).toBeGreaterThan(0);
  expect(children?.rows.length).toBeLessThan(rows[0].n);
});

test('a pseudonym needs no column: neither name nor member code is in the statement', async () => {
  const { answer, statements } = await crossed(
    'affiliate-staff',
    'CLUB_OPERATION',
    '{ guardians(first: 3) { nodes { name memberCode } } }',
  );
  expect(answer.body.data.guardians.nodes[0].name).toMatch(/^P-/);
  expect(statements.map(({ text }) => text).join()).not.toMatch(/family_name|given_name|member_code/);
});

test('generalised values cross already general: bands, months, classes, and wards without streets', async () => {
  const query =
    '{ guardians(first: 1000) { nodes { ageBand municipality { code } member { purchases { month amountClass } } } } }';
  const { statements } = await crossed('marketing-tool', 'BENEFICIAL_INFORMATION', query);
  const values = statements.flatMap(({ rows }) => rows.flatMap((row) => Object.entries(row)));
  const of = (field: string) => values.filter(([name]) => name === field).map(([, value]) => value);
  for (const value of of('ageBand')) expect(value).toMatch(/^AGE_/);
  for (const value of of('month')) expect(value).toMatch(/^\d{4}-\d\d$/);
  for (const value of of('amountClass')) expect(value).toMatch(/^YEN_/);
  expect(of('ageBand').length).toBeGreaterThan(5);
});

test('personal values of the request itself stand in parameters, never in the text of a statement', async () => {
  const query =
    '{ guardians(where: { name: "高橋 彩香", kanaStartsWith: "タカ", municipality: ["04101"] }) { nodes { id } } }';
  const { statements } = await crossed('operator-staff', 'CLUB_OPERATION', query);
  expect(statements.some(({ values }) => values.includes('高橋 彩香'))).toBe(true);
  expect(statements.map(({ text }) => text).join()).not.toMatch(/高橋|タカ|04101/);
});
