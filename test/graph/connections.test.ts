import { startGateway, type Answer, type As, type Gateway } from '../support/startGateway.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => gateway.close());

const PURPOSE = 'CLUB_OPERATION';
const OPERATOR = 'operator-staff';

interface Page {
  readonly after?: string | null;
  readonly first?: number;
  readonly as?: As;
  readonly purpose?: string;
  readonly field?: string;
  readonly arguments?: string;
}

async function page({
  after = null,
  first = 10,
  as = OPERATOR,
  purpose = PURPOSE,
  field = 'guardians',
  ...rest
}: Page): Promise<Answer> {
  const query = `query ($after: String, $first: Int!) { ${field}(after: $after, first: $first ${rest.arguments ?? ''}) {
    edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  return gateway.ask({ as, purpose, query, variables: { after, first } });
}

async function allIds(options: Page): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (;;) {
    const answer = await page({ ...options, after });
    const found = answer.body.data[options.field ?? 'guardians'];
    expect(found.edges.map((edge: { node: { id: string } }) => edge.node)).toEqual(found.nodes);
    expect(found.pageInfo.hasPreviousPage).toBe(after !== null);
    expect(found.pageInfo.startCursor === null).toBe(found.edges.length === 0);
    ids.push(...found.nodes.map((node: { id: string }) => node.id));
    if (found.pageInfo.hasNextPage !== true) return ids;
    after = found.pageInfo.endCursor as string;
  }
}

async function count(table: 'guardians' | 'children'): Promise<number> {
  const { rows } = await gateway.data.club.query(
    `select count(*)::int as n from ${table} where deceased_on is null and left_on is null`,
  );
  return rows[0].n as number;
}

test.each(['guardians', 'children'] as const)(
  '%s come out page by page without gap or double, in the order of one page',
  async (field) => {
    const [inPages, atOnce] = [await allIds({ field, first: 7 }), await allIds({ field, first: 1_000 })];
    expect(inPages).toEqual(atOnce);
    expect(new Set(atOnce).size).toBe(atOnce.length);
    expect(atOnce).toHaveLength(await count(field));
  },
);

test.each(['courses', 'classes', 'campaigns'])(
  '%s, which are about nobody, page as well, in their own order',
  async (field) => {
    const ids = await allIds({ field, first: 3, as: 'newcomer', purpose: 'ANONYMISED_DISCLOSURE' });
    expect(ids.length).toBeGreaterThan(3);
    expect(ids).toEqual(await allIds({ field, first: 1_000, as: 'newcomer', purpose: 'ANONYMISED_DISCLOSURE' }));
    expect(new Set(ids).size).toBe(ids.length);
  },
);

test('sorted pages are sorted, both ways, with ties in the order of the recipient', async () => {
  const query = `query ($order: [PersonOrder!], $after: String) { guardians(first: 9, orderBy: $order, after: $after) {
    nodes { municipality { code } } pageInfo { endCursor hasNextPage } } }`;
  for (const direction of ['MUNICIPALITY', 'MUNICIPALITY_DESC']) {
    const codes: string[] = [];
    let after: string | null = null;
    do {
      const { body }: Answer = await gateway.ask({
        as: OPERATOR,
        purpose: PURPOSE,
        query,
        variables: { order: [direction], after },
      });
      const { nodes, pageInfo } = body.data.guardians;
      codes.push(...nodes.map((node: { municipality: { code: string } }) => node.municipality.code));
      after = pageInfo.hasNextPage === true ? (pageInfo.endCursor as string) : null;
    } while (after !== null);
    expect(codes).toHaveLength(await count('guardians'));
    const sorted = codes.toSorted();
    expect(codes).toEqual(direction === 'MUNICIPALITY' ? sorted : sorted.toReversed());
  }
});

test('the order and the ids are of one recipient: another sees the same people otherwise', async () => {
  const keysOf = async (as: As) => {
    const answer = await gateway.ask({
      as,
      purpose: PURPOSE,
      query: '{ guardians(first: 1000) { nodes { id name } } }',
    });
    return answer.body.data.guardians.nodes as { id: string; name: string }[];
  };
  const [operator, coop] = [await keysOf(OPERATOR), await keysOf('coop-staff')];
  expect(operator.map(({ name }) => name).toSorted()).toEqual(coop.map(({ name }) => name).toSorted());
  expect(operator.map(({ name }) => name)).not.toEqual(coop.map(({ name }) => name));
  const known = new Set(coop.map(({ id }) => id));
  expect(operator.filter(({ id }) => known.has(id))).toEqual([]);
  expect(await keysOf(OPERATOR)).toEqual(operator);
});

test('the order does not follow the keys, nor how the rows lie in their table', async () => {
  const before = await allIds({ first: 1_000 });
  gateway.takeStatements();
  await page({ first: 1_000 });
  const [{ rows } = { rows: [] }] = gateway.takeStatements().filter(({ text }) => text.includes('FROM guardians'));
  const keys = rows.map((row) => Number(row['$key']));
  expect(keys.length).toBeGreaterThan(20);
  expect(keys).not.toEqual(keys.toSorted((a, b) => a - b));
  await gateway.data.club.query('update guardians set phone = phone where id % 2 = 0');
  expect(await allIds({ first: 1_000 })).toEqual(before);
});

describe('a cursor', () => {
  const GENERIC = { code: 'BAD_CURSOR', message: 'The cursor does not belong to this question, or is too old.' };

  async function cursor(options: Page = {}): Promise<string> {
    const answer = await page({ first: 3, ...options });
    return answer.body.data[options.field ?? 'guardians'].pageInfo.endCursor as string;
  }

  async function refused(options: Page): Promise<string> {
    const answer = await page({ first: 3, ...options });
    expect(answer.body.data).toEqual({ [options.field ?? 'guardians']: null });
    const [error] = answer.body.errors ?? [];
    expect({ code: error?.extensions.code, message: error?.message }).toEqual(GENERIC);
    return `${answer.status} ${JSON.stringify(answer.body.errors)}`;
  }

  test('counts for its own question only: not for another role, organisation, person, purpose, filter, order or list', async () => {
    const after = await cursor();
    const operator = gateway.identity(OPERATOR);
    const said = [
      await refused({ after, as: 'coop-staff' }),
      await refused({ after, as: { ...operator, roles: ['OPERATOR_STAFF', 'CLUB_STAFF'] } }),
      await refused({ after, as: { ...operator, subjectId: 'somebody else' } }),
      await refused({ after, purpose: 'CONSENT_REQUEST' }),
      await refused({ after, arguments: ', where: { municipality: ["04101"] }' }),
      await refused({ after, arguments: ', orderBy: [MUNICIPALITY]' }),
    ];
    expect(new Set(said).size).toBe(1);
    await refused({ after, field: 'children' });
    expect((await page({ after, first: 5 })).body.errors).toBeUndefined();
  });

  test('with any byte of it changed, cut or added is refused alike', async () => {
    const after = await cursor();
    const bytes = Buffer.from(after, 'base64url');
    const altered = [...bytes.keys()]
      .filter((index) => index % 5 === 0)
      .map((index) => {
        const copy = Buffer.from(bytes);
        copy[index] = (copy[index] ?? 0) ^ 1;
        return copy.toString('base64url');
      });
    const forged = [
      after.slice(0, -1),
      `${after}A`,
      `${after}=`,
      ` ${after}`,
      '',
      'x',
      'eyJpZCI6MX0',
      'null',
      '１',
      after.toLowerCase(),
    ];
    const said = await Promise.all([...altered, ...forged].map(async (each) => refused({ after: each })));
    expect(new Set(said).size).toBe(1);
  });

  test('is too old after a day', async () => {
    const after = await cursor();
    const began = gateway.clock.now;
    try {
      gateway.clock.now = new Date(began.getTime() + 86_399_000);
      expect((await page({ after })).body.errors).toBeUndefined();
      gateway.clock.now = new Date(began.getTime() + 86_400_000);
      await refused({ after });
    } finally {
      gateway.clock.now = began;
    }
  });

  test('says nothing by its length or its bytes: no key, no value of the sort', async () => {
    const answer = await page({ first: 1_000, arguments: ', orderBy: [MUNICIPALITY]', as: 'coop-staff' });
    const cursors = answer.body.data.guardians.edges.map((edge: { cursor: string }) => edge.cursor) as string[];
    expect(new Set(cursors.map((each) => each.length)).size).toBe(1);
    const plain = cursors.map((each) => Buffer.from(each, 'base64url').toString('latin1')).join('\n');
    expect(plain).not.toMatch(/04\d{3}"|\[\d+,/);
  });
});

test('a page takes 1 to 1000, whatever the variable says', async () => {
  expect((await page({ first: 2_147_483_647 })).body.errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
  for (const first of [0, -1, 1_001]) {
    const { body } = await page({ first });
    expect(body.errors?.[0]?.extensions.code).toBe('BAD_INPUT');
    expect(body.errors?.[0]?.message).toBe('Query.guardians(first:) takes 1 to 1000.');
  }
  for (const first of [2 ** 31, 1.5, Number.NaN, '10' as unknown as number]) {
    const { body, status } = await page({ first });
    expect([status, body.data, body.errors?.[0]?.extensions.code]).toEqual([400, undefined, 'BAD_USER_INPUT']);
  }
  expect((await page({ first: 1 })).body.data.guardians.nodes).toHaveLength(1);
});

test('lists that multiply beyond the rows of a request are refused before anything is read', async () => {
  const query = `query ($n: Int!) { guardians(first: $n) { nodes { member { purchases(first: 200) { month } } } } }`;
  gateway.takeStatements();
  const many = await gateway.ask({
    as: 'coop-staff',
    purpose: 'BENEFICIAL_INFORMATION',
    query,
    variables: { n: 1_000 },
  });
  expect(many.body.errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
  expect(gateway.takeStatements()).toEqual([]);
  const few = await gateway.ask({ as: 'coop-staff', purpose: 'BENEFICIAL_INFORMATION', query, variables: { n: 10 } });
  expect(few.body.errors).toBeUndefined();
});

test('a list of purchases takes 1 to 200 per member', async () => {
  const query = 'query ($n: Int!) { guardians(first: 1) { nodes { member { purchases(first: $n) { month } } } } }';
  const ask = async (n: number) =>
    gateway.ask({ as: 'guardian', purpose: 'DATA_SUBJECT_RIGHTS', query, variables: { n } });
  for (const n of [0, 201]) expect((await ask(n)).body.errors?.[0]?.extensions.code).toBe('BAD_INPUT');
  expect((await ask(3)).body.data.guardians.nodes[0].member.purchases).toHaveLength(3);
});
