import { startGateway, type As, type Gateway } from '../support/startGateway.js';
import { arrangeCanaries, type Canaries } from './arrangeCanaries.js';
import { findCanaries } from './findCanaries.js';

/** What a person takes away holds no value of anybody else, whatever kind of person, in whatever format (A6-2). */

let gateway: Gateway;
let canaries: Canaries;
beforeAll(async () => {
  gateway = await startGateway();
  canaries = await arrangeCanaries(gateway);
  // So that there is a record of disclosures to take away.
  const query = '{ guardians(first: 100) { nodes { name phone children { name } } } }';
  await gateway.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query });
});
afterAll(async () => gateway.close());

const ask = (as: As, format: string) =>
  gateway.ask({
    as,
    purpose: 'DATA_SUBJECT_RIGHTS',
    query: `mutation { exportMine(format: ${format}) { document } }`,
  });

const self = (role: 'SELF_CHILD' | 'SELF_EMPLOYEE', kind: 'CHILD_PARTICIPANT' | 'OFFICER_OR_EMPLOYEE', key: number) =>
  ({ subjectId: role, organisation: 'SELF', roles: [role], subject: { kind, reference: key } }) as const;

/** `$1` is the row key; others than these are somebody else's. */
const CHILDREN_OF = `select child_id as id from guardian_links where guardian_id = $1 and state = 'ACTIVE' and not harm_flag`;
const OWN: Readonly<Record<string, readonly (readonly ['club' | 'coop' | 'broadcaster', string, string])[]>> = {
  GUARDIAN: [
    ['club', 'guardians', 'select $1::int as id'],
    ['club', 'children', CHILDREN_OF],
    ['club', 'enrolments', `select id from enrolments where child_id in (${CHILDREN_OF})`],
  ],
  CHILD_PARTICIPANT: [
    ['club', 'children', 'select $1::int as id'],
    ['club', 'enrolments', 'select id from enrolments where child_id = $1'],
  ],
  COOP_MEMBER: [
    ['coop', 'members', 'select $1::int as id'],
    ['coop', 'purchases', 'select id from purchases where member_id = $1'],
  ],
  OFFICER_OR_EMPLOYEE: [['broadcaster', 'staff', 'select $1::int as id']],
  SUPPLIER_CONTACT: [],
};

async function rowsOf(kind: string, key: number): Promise<ReadonlySet<string>> {
  const own = new Set<string>();
  for (const [source, table, sql] of OWN[kind] ?? []) {
    const { rows } = await gateway.data[source].query<{ id: number }>(sql, [key]);
    for (const { id } of rows) own.add(`${table} ${id}`).add(`${table}.member_code ${id}`);
  }
  const guardians = {
    GUARDIAN: 'id = $1',
    CHILD_PARTICIPANT: 'id in (select guardian_id from guardian_links where child_id = $1)',
  }[kind];
  if (guardians === undefined) return own;
  const { rows } = await gateway.data.club.query<{ code: string }>(
    `select member_code as code from guardians where ${guardians}`,
    [key],
  );
  const members = await gateway.data.coop.query<{ id: number }>('select id from members where member_code = any($1)', [
    rows.map(({ code }) => code),
  ]);
  for (const { id } of members.rows) {
    // A child has the member code of a guardian, and nothing else of the membership.
    own.add(`members.member_code ${id}`);
    if (kind === 'GUARDIAN') for (const each of await rowsOf('COOP_MEMBER', id)) own.add(each);
  }
  return own;
}

/** Rows whose values are in a text. Days of birth are left out: many have the same. */
function ownersIn(text: string): readonly string[] {
  const owners = [...findCanaries(text, canaries)].map((token) => canaries.tokens.get(token) ?? token);
  return owners
    .filter((owner) => !owner.includes('.birth_date '))
    .map((owner) => owner.replace(/\.(?!member_code)\w+ /, ' '));
}

const PERSONS: readonly (readonly [string, As, canSee: boolean])[] = [
  ['guardian', 'guardian', true],
  ['child below 16', 'child', true],
  ['child of 16 or 17', self('SELF_CHILD', 'CHILD_PARTICIPANT', 12), true],
  ['member', 'member', true],
  ['employee of the co-op', 'employee', false],
  ['contact of a supplier', 'supplier', false],
  ['member of the staff', self('SELF_EMPLOYEE', 'OFFICER_OR_EMPLOYEE', 1), true],
];

// clauses: A6-2 A6-3b
test.each(PERSONS)(
  'the copy of a %s holds values of their own rows alone, as JSON and as CSV',
  async (_, as, canSee) => {
    const { subject } = typeof as === 'string' ? gateway.identity(as) : as;
    const own = await rowsOf(subject?.kind ?? '', subject?.reference ?? 0);
    for (const format of ['JSON', 'CSV']) {
      const { body } = await ask(as, format);
      expect(body.errors).toBeUndefined();
      const owners = ownersIn(body.data.exportMine.document);
      expect([format, owners.filter((owner) => !own.has(owner))]).toEqual([format, []]);
      expect([format, owners.length > 0]).toEqual([format, canSee]);
    }
  },
);

test('the same search finds another in a copy that is not one’s own, and who is no data subject gets none', async () => {
  const { body } = await ask('guardian', 'JSON');
  const own = await rowsOf('CHILD_PARTICIPANT', 12);
  expect(ownersIn(body.data.exportMine.document).filter((owner) => !own.has(owner)).length).toBeGreaterThan(5);
  const refused = await ask('club-staff', 'CSV');
  expect(refused.body.data?.exportMine ?? null).toBeNull();
  expect(refused.body.errors?.[0]?.extensions.code).toBe('REFUSED');
});
