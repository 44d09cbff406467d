import { resolveIdentities } from '../../src/embedded/identities.js';
import { buildGraphSchema } from '../../src/graph/buildGraphSchema.js';
import { PURPOSES, type Purpose } from '../../src/policy/vocabulary.js';
import { startGateway, type Answer, type Data, type Gateway } from '../support/startGateway.js';
import { arrangeCanaries, type Canaries } from './arrangeCanaries.js';
import { documentsOf } from './documents.js';
import { findCanaries } from './findCanaries.js';

/** A1, A17, A21, A32: for every role and purpose and every path of the schema, no token of a withheld value in any byte. */

let gateway: Gateway;
let canaries: Canaries;
beforeAll(async () => {
  gateway = await startGateway();
  // A few families are enough: the tokens are unique in each row.
  const { data } = gateway;
  await data.club.query('delete from guardian_links where guardian_id > 14 or child_id > 14');
  await data.club.query('delete from attendance');
  await data.club.query('delete from enrolments where child_id > 14');
  await data.club.query('delete from guardians where id > 14');
  await data.club.query('delete from children where id > 14');
  await data.coop.query('delete from purchases where id % 40 <> 0');
  canaries = await arrangeCanaries(gateway);
});
afterAll(async () => gateway.close());

const { schema, labels } = buildGraphSchema();
const IDENTITIES = resolveIdentities({ families: 40 });

function documentsFor(name: string, depth = 4) {
  const guardian = gateway.identity('guardian').subject?.reference ?? 0;
  const child = gateway.identity('child').subject?.reference ?? 0;
  const id = (type: Parameters<Gateway['idOf']>[1], key: number) => JSON.stringify(gateway.idOf(name, type, key));
  return documentsOf(schema, {
    depth,
    first: 12,
    once: ['Course', 'Class', 'Campaign', 'Programme'],
    arguments: {
      'Query.guardian(id:)': id('Guardian', guardian),
      'Query.child(id:)': id('Child', child),
      'Query.member(id:)': id('Member', 1),
      'Query.employee(id:)': id('Employee', 1_000_000_001),
      'Query.staff(id:)': id('Staff', 1),
      'Query.supplierContact(id:)': id('SupplierContact', 1),
      'Query.course(id:)': id('Course', 1),
      'Query.class(id:)': id('Class', 1),
      'Query.campaign(id:)': id('Campaign', 1),
      'Query.consentsForCase(key:)': '"no-case"',
      'Query.consentStanding(matter:)':
        '{ purpose: REQUESTED_SERVICE, recipient: "BOOKSHOP", categories: [NAME, EMAIL] }',
      'Query.personAtTheDesk(said:)': '{ kind: GUARDIAN, name: "誰 も", birthDate: "1980-01-01" }',
    },
  });
}

/** Fields that give a token only where the report says RAW, by category; the report itself is proved against the matrix elsewhere. */
function rawCoordinates({ body }: Answer): ReadonlySet<string> {
  const entries = body.extensions?.governance.decisions ?? [];
  return new Set(entries.filter(({ form }) => form === 'RAW').map(({ coordinate }) => coordinate));
}

interface Found {
  readonly coordinate: string;
  readonly value: string;
}

/** Every string and number in the data, with its coordinate. */
function valuesOf(data: Data, coordinate = 'Query', found: Found[] = []): Found[] {
  if (Array.isArray(data)) for (const each of data) valuesOf(each, coordinate, found);
  else if (typeof data === 'object' && data !== null) {
    const type = data.__typename ?? coordinate;
    for (const [field, value] of Object.entries(data))
      if (field !== '__typename') valuesOf(value, `${type}.${field}`, found);
  } else if (data !== null && data !== undefined) found.push({ coordinate, value: String(data) });
  return found;
}

test('every path of the schema to four levels is in the documents, and every field of every row type', () => {
  const documents = documentsFor('club-staff');
  expect(documents.map(({ root }) => root).toSorted()).toEqual(
    [...Object.keys(schema.getQueryType()?.getFields() ?? {})]
      .filter((name) => name !== 'statistics')
      .toSorted()
      .concat('statistics')
      .toSorted(),
  );
  const selected = new Set(documents.flatMap(({ coordinates }) => [...coordinates]));
  const personal = Object.entries(labels.fields).flatMap(([type, fields]) =>
    Object.entries(fields)
      .filter(([, label]) => label.kind === 'PERSONAL')
      .map(([field]) => `${type}.${field}`),
  );
  expect(personal.filter((coordinate) => !selected.has(coordinate))).toEqual([]);
  expect(personal.length).toBeGreaterThan(50);
});

test('the oracle finds a token in whatever way it is written', async () => {
  const [token = ''] = [...canaries.tokens.keys()].filter((each) => each.startsWith('cnry'));
  const [digest = ''] = canaries.digests.keys();
  const ways = [
    token,
    token.toUpperCase(),
    [...token].toReversed().join(''),
    Buffer.from(token).toString('base64'),
    Buffer.from(`x${token}`).toString('base64url'),
    Buffer.from(`xy${token}`).toString('base64'),
    Buffer.from(token).toString('hex'),
    digest,
  ];
  for (const way of ways) expect([way, findCanaries(`{"a":"${way}"}`, canaries).size]).toEqual([way, 1]);
  expect(findCanaries('{"a":"nothing 2026-11-22 cnry"}', canaries).size).toBe(0);
  expect(canaries.tokens.size).toBeGreaterThan(1_000);
});

const given = new Map<string, number>();

test.each(IDENTITIES.map(({ name }) => name))(
  '%s gets no token that its forms do not give, for any purpose',
  async (name) => {
    const documents = documentsFor(name);
    const all = `{ ${documentsFor(name, 1)
      .map(({ query }) => query.slice(1, -1))
      .join(' ')} }`;
    const claims = { ...gateway.identity(name), purposes: PURPOSES };
    const leaks: string[] = [];
    const check = async (purpose: Purpose, query: string): Promise<void> => {
      const answer = await gateway.ask({ as: claims, purpose, query });
      expect([200, 403]).toContain(answer.status);
      const raw = rawCoordinates(answer);
      const allowed = new Set<string>();
      for (const { coordinate, value } of valuesOf(answer.body.data)) {
        const tokens = findCanaries(value, canaries);
        if (tokens.size === 0) continue;
        for (const token of tokens) {
          if (!raw.has(coordinate)) leaks.push(`${purpose} ${coordinate}: ${canaries.tokens.get(token) ?? token}`);
          else if (!fits(coordinate, canaries.tokens.get(token) ?? ''))
            leaks.push(`${purpose} ${coordinate} shows ${canaries.tokens.get(token)}`);
          allowed.add(token);
        }
        given.set(`${name} ${purpose}`, (given.get(`${name} ${purpose}`) ?? 0) + 1);
      }
      for (const token of findCanaries(answer.everything, canaries))
        if (!allowed.has(token)) leaks.push(`${purpose} outside of the data: ${token}`);
    };
    // Every path for the purposes that are the caller's own; for all others every root, in one document.
    const own = gateway.identity(name).purposes;
    for (const purpose of PURPOSES) {
      await Promise.all(
        (own.includes(purpose) ? documents : [{ query: all }]).map(async ({ query }) => check(purpose, query)),
      );
    }
    expect(leaks).toEqual([]);
  },
);

/** Whether a field may be the one that shows this column. */
function fits(coordinate: string, owner: string): boolean {
  const field = coordinate.split('.')[1] ?? '';
  const column = owner.split(/[. ]/)[1] ?? '';
  const columns: Readonly<Record<string, readonly string[]>> = {
    name: ['family_name', 'given_name'],
    kana: ['family_kana', 'given_kana'],
    address: ['street'],
    postalCode: ['postal_code'],
    birthDate: ['birth_date'],
    memberCode: ['member_code'],
    receiptNumber: ['receipt_number'],
    registeredOn: ['registered_on'],
    joinedOn: ['joined_on'],
    enrolledOn: ['enrolled_on'],
    endedOn: ['ended_on'],
  };
  return (columns[field] ?? [field]).includes(column);
}

test('those who may see raw values did see tokens, so that silence is not for want of data', () => {
  const raw = [
    'club-staff CLUB_OPERATION',
    'coop-staff CLUB_OPERATION',
    'operator-staff CLUB_OPERATION',
    'guardian DATA_SUBJECT_RIGHTS',
    'child DATA_SUBJECT_RIGHTS',
  ];
  for (const caller of raw) expect([caller, (given.get(caller) ?? 0) > 3]).toEqual([caller, true]);
  for (const caller of [
    'newcomer ANONYMISED_DISCLOSURE',
    'advertiser BENEFICIAL_INFORMATION',
    'analyst AGGREGATE_ANALYSIS',
  ])
    expect(given.get(caller)).toBeUndefined();
});

test('no token is in any line of the log, nor is anything of a variable or a document (A32)', async () => {
  const [token = ''] = [...canaries.tokens.keys()].filter((each) => each.startsWith('cnry'));
  const queries = [
    `{ guardians(where: { name: "${token}" }) { nodes { name } } }`,
    `query ${token} { guardians { nodes { ${token} } } }`,
    `{ guardian(id: "${token}") { name } }`,
    `{ guardians(after: "${token}") { nodes { id } } }`,
    `{ guardians(first: "${token}") { nodes { id } } } # ${token}`,
    `mutation { withdrawConsent(consentId: "${token}") { id } }`,
  ];
  for (const query of queries)
    for (const as of ['club-staff', 'guardian', 'newcomer'])
      await gateway.ask({ as, purpose: 'CLUB_OPERATION', query });
  await gateway.ask({
    as: 'club-staff',
    purpose: token,
    query: '{ viewer { purpose } }',
    variables: { token },
    operationName: token,
    headers: { 'x-token': token },
  });
  const log = gateway.log();
  expect(log.length).toBeGreaterThan(10_000);
  expect(log).not.toContain(token);
  // Dates of the log's own lines are not dates of people.
  const withoutTimes = log.replaceAll(/"time":"[^"]*"/g, '').replaceAll(/"requestId":"[^"]*"/g, '');
  expect([...findCanaries(withoutTimes, canaries)]).toEqual([]);
});

test('the sources know the gateway by its name alone, not by a caller', async () => {
  const { rows } = await gateway.data.club.query(
    "select distinct application_name as name from pg_stat_activity where datname = current_database() and application_name <> ''",
  );
  expect(rows).toEqual([{ name: 'noren' }]);
});
