import { CANARY, startBorder, type Border } from './startBorder.js';

let border: Border;
beforeAll(async () => {
  border = await startBorder();
});
afterAll(() => border.close());

const parsed = (body: string) => JSON.parse(body) as { data?: unknown; errors?: object[]; extensions?: object };

describe('the border', () => {
  it('answers with the reasons, and tells nobody to keep the answer', async () => {
    const { status, body, headers } = await border.send(
      { query: '{ guardian { nickname } }' },
      { 'noren-purpose': 'CLUB_OPERATION' },
    );
    expect(status).toBe(200);
    expect(parsed(body)).toEqual({
      data: { guardian: { nickname: CANARY } },
      extensions: { governance: { purpose: 'CLUB_OPERATION', receipt: { index: 7 } } },
    });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('adds where the answer is in the audit log, where it is', async () => {
    const { body } = await border.send({ query: '{ guardian { nickname } }' });
    expect(parsed(body)).toMatchObject({ extensions: { governance: { receipt: { index: 7 } } } });
    const unremarkable = await border.send({ query: 'query unremarkable { purpose }' });
    expect(unremarkable.body).not.toContain('receipt');
  });

  // clauses: A3-2 A7-1d
  it('sends nothing of an answer that could not be recorded, nor why', async () => {
    const { status, body } = await border.send({ query: 'query unrecordable { guardian { nickname } crash }' });
    expect(status).toBe(503);
    expect(Object.keys(parsed(body))).toEqual(['errors', 'extensions']);
    expect(body).toContain('AUDIT_UNAVAILABLE');
    expect(body + border.log()).not.toContain(CANARY);
  });

  it('hands on a refused purpose as a reason, not as an error', async () => {
    for (const [header, problem] of [
      [{}, 'PURPOSE_MISSING'],
      [{ 'noren-purpose': 'CHILD_WELFARE' }, 'PURPOSE_NOT_ALLOWED'],
      [{ 'noren-purpose': 'CLUB_OPERATION, CLUB_OPERATION' }, 'PURPOSE_UNKNOWN'],
    ] as const) {
      const { status, body } = await border.send({ query: '{ purpose }' }, header);
      expect(status).toBe(200);
      expect(body).toContain(problem);
    }
    expect(border.log()).toContain('"purposeProblem":"PURPOSE_NOT_ALLOWED"');
  });

  it('sees a second purpose header, which a client library would join or drop', async () => {
    const { request } = await import('node:http');
    const token = await border.tokens.issue();
    const body = await new Promise<string>((resolve, reject) => {
      const headers = ['Host', 'x', 'Authorization', `Bearer ${token}`, 'Content-Type', 'application/json'];
      headers.push('Noren-Purpose', 'CLUB_OPERATION', 'noren-purpose', 'CLUB_OPERATION');
      const outgoing = request(`${border.url}/graphql`, { method: 'POST', headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk))).on('end', () => resolve(text));
      });
      outgoing.on('error', reject).end(JSON.stringify({ query: '{ purpose }' }));
    });
    expect(body).toContain('PURPOSE_UNKNOWN');
  });

  it('says the same to everyone without a good token, before it reads what they send', async () => {
    const expired = await border.tokens.issue({ exp: 1 });
    const headers = ['', 'Bearer garbage', 'Basic dTpw', `Bearer ${expired}`];
    const answers = await Promise.all(
      headers.map((authorization) => border.send('x'.repeat(200_000), { authorization })),
    );
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(parsed(answer.body).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    }
    expect(border.log()).not.toContain(expired);
  });

  it('lets an error of its own through and keeps its details', async () => {
    const { status, body } = await border.send({ query: '{ refuse }' });
    expect(status).toBe(200);
    expect(parsed(body)).toMatchObject({ data: { refuse: null } });
    expect(parsed(body).errors).toEqual([
      { message: 'Query.refuse: the rule.', path: ['refuse'], extensions: { code: 'BAD_INPUT' } },
    ]);
  });

  it('hides an unexpected error behind an id that the log has too', async () => {
    const { body } = await border.send({ query: '{ crash }' });
    const [error] = parsed(body).errors as { message: string; extensions: { correlationId: string } }[];
    expect(error?.message).toBe('Internal error.');
    expect(
      body +
        border
          .log()
          .split('\n')
          .filter((line) => line.includes(error!.extensions.correlationId))
          .join(),
    ).not.toContain(CANARY);
    const line =
      border
        .log()
        .split('\n')
        .find((text) => text.includes(error!.extensions.correlationId)) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({ event: 'UNEXPECTED_ERROR', error: { kind: 'Error', code: '23505' } });
    expect(line).toContain('startBorder');
  });

  it('logs one line a request, with hashes and no text of the caller', async () => {
    const query = `query OperationCanary($id: Int) { guardian(id: $id) { ${'nickname '.repeat(3)} } }`;
    await border.send({ query, variables: { id: 987654 }, operationName: 'OperationCanary' });
    const lines = border
      .log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const last = lines.filter(({ event }) => event === 'REQUEST').at(-1);
    expect(last).toMatchObject({
      route: '/graphql',
      status: 200,
      organisation: 'GAKKO',
      roles: ['CLUB_STAFF'],
      operation: 'query',
    });
    expect(last?.['operationHash']).toMatch(/^[0-9a-f]{16}$/);
    expect(border.log()).not.toMatch(/OperationCanary|987654|nickname|eyJ/);
  });

  it('knows health and readiness without a token, and nothing else', async () => {
    expect((await fetch(`${border.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${border.url}/readyz`)).status).toBe(200);
    const nowhere = await fetch(`${border.url}/admin?token=canary`);
    expect(nowhere.status).toBe(404);
    expect(await nowhere.text()).not.toContain('canary');
    expect(border.log()).not.toContain('token=canary');
  });
});
