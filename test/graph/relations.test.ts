import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { PERSON_FIELDS } from '../support/observeForms.js';
import { startGateway, type As, type Data, type Gateway } from '../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const PURPOSE = 'CLUB_OPERATION';

async function statementsFor(
  as: As,
  purpose: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<string[]> {
  gateway.takeStatements();
  const { body } = await gateway.ask({ as, purpose, query, variables });
  expect(body.errors).toBeUndefined();
  return gateway
    .takeStatements()
    .map(({ source, text }) => `${source} ${text.replace(/\$\d+/g, '$')}`)
    .toSorted();
}

describe('relations are read once a request, however many rows there are', () => {
  const FAMILIES = `query ($n: Int!) { guardians(first: $n) { nodes { name
    member { memberCode name purchases(first: 5) { month } }
    children { name guardians { name } enrolments { state class { name course { name } staff { name } } } } } } }`;

  test.each([
    ['club-staff', PURPOSE],
    ['operator-staff', PURPOSE],
    ['coop-staff', 'BENEFICIAL_INFORMATION'],
    ['security-officer', 'SERVICE_PROTECTION'],
    ['partner-analyst', 'CONSENTED_DISCLOSURE'],
  ])('%s for %s', async (as, purpose) => {
    const few = await statementsFor(as, purpose, FAMILIES, { n: 30 });
    const many = await statementsFor(as, purpose, FAMILIES, { n: 100 });
    expect(many).toEqual(few);
    expect(many.length).toBeGreaterThan(0);
    expect(many.length).toBeLessThanOrEqual(12);
  });

  test('whether anybody’s consent, case or class is on record or not', async () => {
    const guardians = `query ($n: Int!) { guardians(first: $n) { nodes { name member { name } } } }`;
    const children = `query ($n: Int!) { children(first: $n) { nodes { name } } }`;
    const readers = [
      ['partner-analyst', 'CONSENTED_DISCLOSURE'],
      ['partner-analyst', 'REQUESTED_SERVICE'],
      ['subcontractor-staff', PURPOSE],
      ['coop-staff', 'BENEFICIAL_INFORMATION'],
    ] as const;
    const read = async () => {
      const statements: string[][] = [];
      for (const [as, purpose] of readers)
        for (const query of [guardians, children]) statements.push(await statementsFor(as, purpose, query, { n: 20 }));
      return statements.map((each) => each.length);
    };
    const { club, governance } = gateway.data;
    const some = await read();
    await governance.query("update consents set recipient = 'NOT-' || recipient");
    await club.query(
      'create table codes_kept as select id, member_code from guardians; update guardians set member_code = null',
    );
    const none = await read();
    await governance.query('update consents set recipient = substr(recipient, 5)');
    await club.query(
      'update guardians g set member_code = k.member_code from codes_kept k where k.id = g.id; drop table codes_kept',
    );
    expect(none).toEqual(some);
  });

  test('also below lists of classes and courses', async () => {
    const query = 'query ($n: Int!) { courses(first: $n) { nodes { name classes { name staff { id name } } } } }';
    const few = await statementsFor('internal-auditor', 'INTERNAL_AUDIT', query, { n: 2 });
    expect(await statementsFor('internal-auditor', 'INTERNAL_AUDIT', query, { n: 50 })).toEqual(few);
    expect(few).toHaveLength(3);
  });
});

describe('a row shows in a list and below another row what it shows alone', () => {
  const FIELDS = `id ${PERSON_FIELDS}`;
  const CHUNK = 12;

  test.each([
    ['coop-staff', 'BENEFICIAL_INFORMATION'],
    ['operator-staff', PURPOSE],
    ['subcontractor-staff', PURPOSE],
    ['partner-analyst', 'CONSENTED_DISCLOSURE'],
    ['marketing-tool', 'BENEFICIAL_INFORMATION'],
    ['guardian', 'DATA_SUBJECT_RIGHTS'],
    ['internal-auditor', 'INTERNAL_AUDIT'],
  ])('%s for %s', async (as, purpose) => {
    const query = `{ guardians(first: 1000) { nodes { ${FIELDS} children { ${FIELDS} } } } }`;
    const { guardians } = (await gateway.ask({ as, purpose, query })).body.data;
    const rows = guardians.nodes.flatMap(({ children, ...guardian }: Data) => [
      ['guardian', guardian],
      ...(children ?? []).map((child: Data) => ['child', child]),
    ]) as [string, Data][];
    expect(rows.length).toBeGreaterThan(0);
    for (let start = 0; start < rows.length; start += CHUNK) {
      const some = rows.slice(start, start + CHUNK);
      const single = some.map(([type, { id }], index) => `r${index}: ${type}(id: "${id}") { ${FIELDS} }`);
      const { body } = await gateway.ask({ as, purpose, query: `{ ${single.join(' ')} }` });
      expect(Object.values(body.data)).toEqual(some.map(([, row]) => row));
    }
  });
});

test('rows are put below their own parents', async () => {
  const query = `{ guardians(first: 1000) { nodes { memberCode member { memberCode } children { name guardians { memberCode } } } } }`;
  const { body } = await gateway.ask({ as: 'club-staff', purpose: PURPOSE, query });
  let seen = 0;
  for (const { memberCode, member, children } of body.data.guardians.nodes) {
    if (member !== null) expect(member.memberCode).toBe(memberCode);
    for (const child of children) {
      expect(child.guardians.map((guardian: { memberCode: string }) => guardian.memberCode)).toContain(memberCode);
      seen += 1;
    }
  }
  expect(seen).toBeGreaterThan(30);
});

test('a link that has ended or is disputed leads nowhere, in either direction', async () => {
  const { rows } = await gateway.data.club.query(
    "select l.guardian_id, l.child_id from guardian_links l join guardians g on g.id = l.guardian_id where l.state <> 'ACTIVE' and g.deceased_on is null",
  );
  expect(rows.length).toBeGreaterThan(1);
  for (const { guardian_id: guardian, child_id: child } of rows) {
    const as = 'club-staff';
    const [g, c] = [gateway.idOf(as, 'Guardian', guardian), gateway.idOf(as, 'Child', child)];
    const query =
      'query ($g: ID!, $c: ID!) { guardian(id: $g) { children { id } } child(id: $c) { guardians { id } } }';
    const { body } = await gateway.ask({ as, purpose: PURPOSE, query, variables: { g, c } });
    expect(body.data.guardian.children).not.toContainEqual({ id: c });
    expect(body.data.child.guardians).not.toContainEqual({ id: g });
  }
});

describe('an id', () => {
  const QUERIES = {
    Guardian: 'query ($id: ID!) { found: guardian(id: $id) { id name } }',
    Child: 'query ($id: ID!) { found: child(id: $id) { id name } }',
    Class: 'query ($id: ID!) { found: class(id: $id) { id name } }',
    Course: 'query ($id: ID!) { found: course(id: $id) { id name } }',
    Campaign: 'query ($id: ID!) { found: campaign(id: $id) { id name } }',
  } as const;

  test.each(Object.entries(QUERIES))('of a %s finds its row, and is the same in the answer', async (type, query) => {
    const { rows } = await (type === 'Campaign' ? gateway.data.broadcaster : gateway.data.club).query(
      `select min(id) as id from ${{ Guardian: 'guardians', Child: 'children', Class: 'classes', Course: 'courses', Campaign: 'campaigns' }[type]}`,
    );
    const id = gateway.idOf('operator-staff', type as keyof typeof QUERIES, rows[0].id);
    const { body } = await gateway.ask({ as: 'operator-staff', purpose: PURPOSE, query, variables: { id } });
    expect(body.data.found.id).toBe(id);
    expect(id).toMatch(/^[\w-]{22}$/);
  });

  test('that is forged, foreign, of another type or of nobody gives the same bytes, after the same statements', async () => {
    const { key } = world.person('ga');
    const as = 'operator-staff';
    const good = gateway.idOf(as, 'Guardian', key);
    const flipped = Buffer.from(good, 'base64url');
    flipped[3] = (flipped[3] ?? 0) ^ 4;
    const ids = [
      gateway.idOf('coop-staff', 'Guardian', key),
      gateway.idOf(as, 'Child', key),
      gateway.idOf(as, 'Member', key),
      gateway.idOf(as, 'Guardian', 99_999_999),
      gateway.idOf(as, 'Guardian', world.person('gd').key),
      flipped.toString('base64url'),
      good.toUpperCase(),
      `${good} `,
      String(key),
      `Guardian:${key}`,
      Buffer.from(`Guardian:${key}`).toString('base64'),
      '',
      '0',
      '-1',
      "' or 1=1",
      '\u0000',
      'x'.repeat(5_000),
    ];
    const said = new Set<string>();
    for (const id of ids) {
      gateway.takeStatements();
      const answer = await gateway.ask({ as, purpose: PURPOSE, query: QUERIES.Guardian, variables: { id } });
      expect(answer.body.data).toEqual({ found: null });
      said.add(
        `${answer.status} ${answer.text} ${gateway
          .takeStatements()
          .map(({ text }) => text)
          .join()}`,
      );
    }
    expect([...said]).toHaveLength(1);
    const found = await gateway.ask({ as, purpose: PURPOSE, query: QUERIES.Guardian, variables: { id: good } });
    expect(found.body.data.found.name).toBe('試験 花子10');
  });

  test('of a person the caller may not see gives what an absent one gives', async () => {
    const as = gateway.identity('guardian');
    const ask = async (id: string) =>
      gateway.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query: QUERIES.Guardian, variables: { id } });
    const [own, other, absent] = [
      await ask(gateway.idOf(as, 'Guardian', as.subject?.reference ?? 0)),
      await ask(gateway.idOf(as, 'Guardian', world.person('ga').key)),
      await ask(gateway.idOf(as, 'Guardian', 99_999_999)),
    ];
    expect(own.body.data.found.name).toMatch(/./);
    expect(other.body.data).toEqual({ found: null });
    expect(other.text).toBe(absent.text);
  });
});

describe('a document may be written in any way', () => {
  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const id = gateway.idOf('operator-staff', 'Guardian', world.person('gn').key);
    const { body } = await gateway.ask({
      as: 'operator-staff',
      purpose: PURPOSE,
      query,
      variables: { id, ...variables },
    });
    expect(body.errors).toBeUndefined();
    return body;
  };
  const plain = async () =>
    (await ask('query ($id: ID!) { guardian(id: $id) { name phone email birthDate ageBand } }')).data.guardian;

  test('fragments, merged selections and inline fragments say the same', async () => {
    const written = await ask(`query ($id: ID!) { ...Q guardian(id: $id) { ... on Guardian { birthDate ...A } } }
      fragment Q on Query { guardian(id: $id) { ... { name phone } } } fragment A on Guardian { email ageBand }`);
    expect(written.data.guardian).toEqual(await plain());
  });

  test('aliases say the same under other names, and the report names them', async () => {
    const { data, extensions } = await ask(
      'query ($id: ID!) { email: guardian(id: $id) { phone: name name: phone ageBand: birthDate } }',
    );
    const { name, phone } = await plain();
    expect(data.email).toEqual({ phone: name, name: phone, ageBand: null });
    const entries = extensions?.governance.decisions.map(({ path, coordinate, form }) => [path, coordinate, form]);
    expect(entries).toEqual([
      ['email.phone', 'Guardian.name', 'RAW'],
      ['email.name', 'Guardian.phone', 'RAW'],
      ['email.ageBand', 'Guardian.birthDate', 'DENIED'],
    ]);
  });

  test.each([true, false])(
    '@include and @skip on variables (%s) leave out what they say, and it is not read',
    async (on) => {
      const query = `query ($id: ID!, $on: Boolean!) { guardian(id: $id) { name phone @include(if: $on) ...E @skip(if: $on) } }
      fragment E on Guardian { email }`;
      gateway.takeStatements();
      const { data } = await ask(query, { on });
      expect(Object.keys(data.guardian)).toEqual(on ? ['name', 'phone'] : ['name', 'email']);
      const text = gateway
        .takeStatements()
        .map((statement) => statement.text)
        .join();
      expect([text.includes('g.phone'), text.includes('g.email')]).toEqual([on, !on]);
    },
  );

  test('two operations in a document: the named one runs, and is the one that is planned', async () => {
    const query = 'query A($id: ID!) { guardian(id: $id) { name } } query B($id: ID!) { guardian(id: $id) { phone } }';
    const id = gateway.idOf('operator-staff', 'Guardian', world.person('gn').key);
    const { body } = await gateway.ask({
      as: 'operator-staff',
      purpose: PURPOSE,
      query,
      variables: { id },
      operationName: 'B',
    });
    expect(body.data.guardian).toEqual({ phone: '090-****-**13' });
  });
});

describe('of a person who has died', () => {
  test('the Club may close its work, everyone else sees no row', async () => {
    const ask = async (as: As, purpose: string) => {
      const variables = { id: gateway.idOf(as, 'Child', world.person('cd').key) };
      return (await gateway.ask({ as, purpose, query: 'query ($id: ID!) { child(id: $id) { name } }', variables })).body
        .data.child;
    };
    expect(await ask('club-staff', PURPOSE)).toEqual({ name: world.person('cd').name });
    expect(await ask('operator-staff', PURPOSE)).toBeNull();
    expect(await ask('coop-staff', PURPOSE)).toBeNull();
    expect(await ask('club-staff', 'CONSENT_REQUEST')).toBeNull();
  });
});

describe('the life stage of a child', () => {
  test('turns on the birthday in Tokyo', async () => {
    const as = {
      organisation: 'SELF',
      roles: ['SELF_CHILD'],
      subject: { kind: 'CHILD_PARTICIPANT', reference: world.person('cn').key },
    } as const;
    const ask = async () => {
      const variables = { id: gateway.idOf(as, 'Child', as.subject.reference) };
      const query = 'query ($id: ID!) { child(id: $id) { phone } }';
      return (await gateway.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query, variables })).body.data.child?.phone;
    };
    const began = gateway.clock.now;
    await gateway.data.club.query('update children set birth_date = $2 where id = $1', [
      as.subject.reference,
      '2010-11-23',
    ]);
    try {
      expect(await ask()).toBe('090-****-5618');
      gateway.clock.now = new Date('2026-11-22T14:59:59Z');
      expect(await ask()).toBe('090-****-5618');
      gateway.clock.now = new Date('2026-11-22T15:00:00Z');
      expect(await ask()).toBe('090-1234-5618');
    } finally {
      gateway.clock.now = began;
      await gateway.data.club.query('update children set birth_date = $2 where id = $1', [
        as.subject.reference,
        '2014-05-03',
      ]);
    }
  });
});
