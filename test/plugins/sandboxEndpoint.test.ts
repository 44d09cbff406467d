import { startBorder, type Border } from './startBorder.js';

const PATH = '/sandbox/graphql';
const BODY = { query: '{ purpose }' };

let state: 'SANDBOX_NOT_CONFIGURED' | 'SANDBOX_PREPARING' | 'SANDBOX_UNAVAILABLE' = 'SANDBOX_PREPARING';
let border: Border;
beforeAll(async () => {
  border = await startBorder({ sandbox: () => state });
});
afterAll(async () => border.close());

describe('the endpoint of the sandbox', () => {
  it.each([
    ['SANDBOX_NOT_CONFIGURED', 404, null],
    ['SANDBOX_PREPARING', 503, '2'],
    ['SANDBOX_UNAVAILABLE', 503, null],
  ] as const)('says %s with status %i', async (code, status, retryAfter) => {
    state = code;
    const answer = await border.send(BODY, {}, {}, PATH);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ errors: [{ extensions: { code } }] });
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
  });

  it('tells who has no token nothing of it', async () => {
    state = 'SANDBOX_PREPARING';
    const answer = await border.send(BODY, { authorization: 'Bearer a.b.c' }, {}, PATH);
    const real = await border.send(BODY, { authorization: 'Bearer a.b.c' });
    expect([answer.status, answer.body]).toEqual([401, real.body]);
    expect(answer.headers.get('retry-after')).toBeNull();
  });

  it('refuses everything but POST', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await border.send(undefined, {}, { method, body: null, headers: {} }, PATH);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  it('leaves the gateway itself alone, whatever becomes of it', async () => {
    state = 'SANDBOX_UNAVAILABLE';
    expect((await border.send(BODY)).status).toBe(200);
  });
});
