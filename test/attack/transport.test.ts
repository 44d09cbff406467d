import { CANARY, SCHEMA_NAMES, startBorder, type Answer, type Border } from '../plugins/startBorder.js';

let border: Border;
beforeAll(async () => {
  border = await startBorder();
});
afterAll(() => border.close());

const codeOf = ({ body }: Answer) =>
  (JSON.parse(body) as { errors: [{ extensions: { code: string } }] }).errors[0].extensions.code;

/** All answers have this code, the same bytes and no name of the schema. */
async function expectOneClass(code: string, bodies: readonly unknown[]): Promise<void> {
  const answers: Answer[] = [];
  for (const body of bodies) answers.push(await border.send(body));
  expect(answers.map(codeOf)).toEqual(answers.map(() => code));
  expect([...new Set(answers.map(({ body }) => body))]).toHaveLength(1);
  for (const { body, status } of answers) {
    expect(status).toBeGreaterThanOrEqual(400);
    for (const name of SCHEMA_NAMES) expect(body).not.toContain(name);
  }
}

describe('A2 introspection, suggestions, brute force', () => {
  it('answers every misfit of document and schema with the same bytes', async () => {
    const documents = [
      '{ guardain { nickname } }',
      '{ guardian { nicknam } }',
      '{ guardian }',
      '{ guardian { nickname { x } } }',
      '{ guardian(idd: 1) { nickname } }',
      '{ guardian(id: "1") { nickname } }',
      '{ guardian(wish: { nicknam: "x" }) { nickname } }',
      '{ guardian(wish: {}) { nickname } }',
      '{ guardian(colour: CRIMSO) { nickname } }',
      '{ guardian { ... on Gardian { nickname } } }',
      '{ guardian { ...Missing } }',
      '{ guardian @skp(if: true) { nickname } }',
      'query ($x: Wsh) { guardian(wish: $x) { nickname } }',
      'mutation { rename }',
      'mutation { renam(nickname: "x") }',
      'subscription { x }',
      '{ __schema { typs { name } } }',
      '{ a: guardian { nope } b: guardian { nopes } c: nope }',
      ...SCHEMA_NAMES.map((name) => `{ ${name}x }`),
    ];
    await expectOneClass(
      'GRAPHQL_VALIDATION_FAILED',
      documents.map((query) => ({ query })),
    );
  });

  it('answers every question for the schema with the same bytes', async () => {
    const documents = [
      '{ __schema { types { name } } }',
      '{ __type(name: "Guardian") { name } }',
      '{ __type(name: "Nothing") { name } }',
      '{ guardian { nickname } x: __schema { queryType { name } } }',
      'query { ...F } fragment F on Query { __schema { types { fields { name } } } }',
    ];
    await expectOneClass(
      'REFUSED',
      documents.map((query) => ({ query })),
    );
  });

  it('answers everything that does not parse with the same bytes', async () => {
    await expectOneClass(
      'GRAPHQL_PARSE_FAILED',
      ['{', '}', `{ guardian(id: "${CANARY}`, 'querry', '{ a(b: $) }', '\u0000'].map((query) => ({ query })),
    );
  });

  it('does not echo what a caller sent in a variable (M8), whatever the type', async () => {
    const query =
      'query ($id: Int, $wish: Wish, $colour: Colour) { guardian(id: $id, wish: $wish, colour: $colour) { nickname } }';
    const variables = [
      { id: 'alice@example.org' },
      { id: { email: 'alice@example.org' } },
      { id: 2 ** 31 },
      { wish: {} },
      { wish: { nickname: 7 } },
      { wish: { nickname: 'x', 'alice@example.org': 1 } },
      { colour: 'alice@example.org' },
      { wish: { nickname: 'x', postal: 'alice@example.org' } },
    ];
    await expectOneClass(
      'BAD_USER_INPUT',
      variables.map((values) => ({ query, variables: values })),
    );
    expect(border.log()).not.toContain('alice');
  });

  it('answers a missing operation with the same bytes', async () => {
    const query = 'query A { purpose } query B { purpose }';
    await expectOneClass('OPERATION_RESOLUTION_FAILURE', [{ query }, { query, operationName: 'alice' }]);
  });
});

describe('A3 and M1: who may introspect', () => {
  const document = { query: '{ __schema { queryType { name } } }' };

  it.each([
    ['CLUB_STAFF', 'ANALYST'],
    ['ANALYST', 'CLUB_STAFF'],
  ])('does not depend on whether %s asked first', async (...order) => {
    const own = await startBorder();
    for (const role of [...order, ...order]) {
      const authorization = `Bearer ${await own.tokens.issue({ roles: [role] })}`;
      const { body } = await own.send(document, { authorization });
      expect(body.includes('"queryType":{"name":"Query"}')).toBe(role === 'ANALYST');
      expect(body.includes('REFUSED')).toBe(role !== 'ANALYST');
    }
    await own.close();
  });

  it('is asked per caller, with one kept document and many callers at once', async () => {
    const roles = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? 'ANALYST' : 'COOP_STAFF'));
    const answers = await Promise.all(
      roles.map(async (role) =>
        border.send(document, { authorization: `Bearer ${await border.tokens.issue({ roles: [role] })}` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(roles.map((role) => (role === 'ANALYST' ? 200 : 403)));
  });
});

describe('A4 overload by one document', () => {
  const repeat = (count: number, text: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => text(index)).join(' ');
  const bomb = repeat(200, (index) => `fragment F${index} on Guardian { ...F${index + 1} ...F${index + 1} }`);
  const documents: [string, string][] = [
    ['1000 aliases of __typename', `{ ${repeat(1_000, (index) => `a${index}: __typename`)} }`],
    ['10000 copies of a field', `{ guardian { ${'nickname '.repeat(10_000)} } }`],
    ['16 aliases of __typename', `{ ${repeat(16, (index) => `a${index}: __typename`)} }`],
    ['500 directives', `{ purpose ${'@include(if: true) '.repeat(500)} }`],
    ['11 directives in a fragment', `{ ...F } fragment F on Query { ${'purpose @include(if: true) '.repeat(11)} }`],
    ['fragments that double', `{ guardian { ...F0 } } ${bomb} fragment F200 on Guardian { nickname }`],
    ['16 aliases in a fragment', `{ ...F } fragment F on Query { ${repeat(16, (index) => `a${index}: purpose`)} }`],
    ['thirteen levels', `{ ${'guardian { self { '.repeat(1)}${'self { '.repeat(11)} nickname ${'} '.repeat(14)}`],
    [
      'levels hidden in fragments',
      `{ guardian { ...A } } fragment A on Guardian { ${'self { '.repeat(6)} ...B ${'} '.repeat(6)} } fragment B on Guardian { ${'self { '.repeat(6)} nickname ${'} '.repeat(6)} }`,
    ],
  ];

  it.each(documents)('refuses %s quickly, with nothing executed', async (_, query) => {
    const before = process.memoryUsage().rss;
    const started = performance.now();
    const answer = await border.send({ query });
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
    expect(['LIMIT_EXCEEDED', 'GRAPHQL_VALIDATION_FAILED']).toContain(codeOf(answer));
    expect(answer.status).toBe(400);
    expect(answer.body).not.toContain(CANARY);
    for (const name of SCHEMA_NAMES) expect(answer.body).not.toContain(name);
  });

  it('refuses a cycle of fragments', async () => {
    const answer = await border.send({ query: '{ guardian { ...A } } fragment A on Guardian { self { ...A } }' });
    expect(codeOf(answer)).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('serves what is just inside the limits', async () => {
    const query = `{ guardian { ${'self { '.repeat(9)} nickname ${'} '.repeat(9)} } ${repeat(15, (index) => `a${index}: purpose`)} }`;
    const { status, body } = await border.send({ query });
    expect([status, body.includes('errors')]).toEqual([200, false]);
  });
});

describe('A6 floods of size', () => {
  it.each([
    ['a megabyte of braces', { query: '{'.repeat(1_000_000) }, 413],
    ['a megabyte of commas', { query: `{ purpose ${','.repeat(1_000_000)} }` }, 413],
    ['a string of 900 kB', { query: `{ guardian(wish: { nickname: "${'x'.repeat(900_000)}" }) { nickname } }` }, 413],
    ['90 kB of braces', { query: '{'.repeat(90_000) }, 400],
    ['2001 tokens', { query: `{ ${'purpose '.repeat(2_001)} }` }, 400],
  ])('refuses %s', async (_, body, status) => {
    const started = performance.now();
    const answer = await border.send(body);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(answer.status).toBe(status);
    expect(['LIMIT_EXCEEDED', 'GRAPHQL_PARSE_FAILED']).toContain(codeOf(answer));
  });

  it('survives variables that are nested 10,000 deep', async () => {
    const deep = '['.repeat(10_000) + ']'.repeat(10_000);
    const answer = await border.send(
      `{"query":"query($id: Int){guardian(id:$id){nickname}}","variables":{"id":${deep}}}`,
    );
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
  });
});

describe('A7 batches and many operations', () => {
  it('refuses a list of operations', async () => {
    const answer = await border.send(Array.from({ length: 10 }, () => ({ query: '{ purpose }' })));
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_REQUEST']);
  });

  it('runs only the named one of fifty', async () => {
    const query = Array.from({ length: 50 }, (_, index) => `query Q${index} { purpose }`).join(' ');
    const { status, body } = await border.send({ query, operationName: 'Q7' });
    expect([status, body.match(/purpose/g)?.length]).toEqual([200, 3]);
  });
});

describe('A8 and A9 forged requests, GET', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/jsonx',
  ])('refuses a POST of %s', async (type) => {
    const answer = await border.send(JSON.stringify({ query: 'mutation { rename(nickname: "x") }' }), {
      'content-type': type,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(codeOf(answer)).toBe('BAD_REQUEST');
    expect(border.renames()).toBe(0);
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'refuses %s, a mutation as well, with nothing done',
    async (method) => {
      for (const query of ['mutation{rename(nickname:"x")}', '{purpose}']) {
        const authorization = `Bearer ${await border.tokens.issue()}`;
        const headers = { authorization, 'x-apollo-operation-name': 'x', 'apollo-require-preflight': '1' };
        const response = await fetch(`${border.url}/graphql?query=${encodeURIComponent(query)}`, { method, headers });
        expect(response.status).toBe(405);
        expect(response.headers.get('allow')).toBe('POST');
      }
      expect(border.renames()).toBe(0);
    },
  );
});

describe('A10 and A11 persisted operations', () => {
  it('are refused, with and without text, known or not', async () => {
    const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
    const bodies = [{ extensions: { persistedQuery } }, { query: '{ purpose }', extensions: { persistedQuery } }];
    await expectOneClass('PERSISTED_QUERY_NOT_SUPPORTED', bodies);
  });
});

describe('A15 odd JSON', () => {
  it.each([
    ['a prototype', '{"query":"{ purpose }","__proto__":{"x":1}}'],
    ['a constructor', '{"query":"{ purpose }","constructor":{"prototype":{"x":1}}}'],
    ['text that is not JSON', `{"query": ${CANARY}`],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '7'],
    ['a document that is a list', '{"query":["{ purpose }"]}'],
    ['variables that are text', '{"query":"{ purpose }","variables":"x"}'],
  ])('refuses %s', async (_, body) => {
    const answer = await border.send(body);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_REQUEST']);
    expect(answer.body + border.log()).not.toContain(CANARY);
  });
});

describe('A20 and A32 errors and logs', () => {
  it('hold nothing of an unexpected error, of a null that should not be, or of a resolved value', async () => {
    const answers = [];
    for (const query of ['{ crash }', '{ required }', '{ a: crash b: crash }', '{ guardian { colour: nickname } }']) {
      answers.push(await border.send({ query }));
    }
    expect(answers[1]?.body).not.toContain('Query.required');
    for (const { body } of answers.slice(0, 3)) expect(body).not.toContain(CANARY);
    expect(border.log()).not.toContain(CANARY);
  });
});
