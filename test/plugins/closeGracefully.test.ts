import { Agent, request } from 'node:http';
import { closeGracefully } from '../../src/plugins/closeGracefully.js';
import { startBorder } from './startBorder.js';

/** One POST over a connection that is kept alive. */
async function post(
  url: string,
  agent: Agent,
  token: string,
  query: string,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const outgoing = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    outgoing.on('error', reject).end(JSON.stringify({ query }));
  });
}

describe('closing', () => {
  it('answers what is under way in full, takes nothing new and does not wait for idle connections', async () => {
    const border = await startBorder();
    const agent = new Agent({ keepAlive: true });
    const token = await border.tokens.issue();
    await post(border.url, agent, token, '{ purpose }');
    const underWay = Array.from({ length: 5 }, () => post(border.url, agent, token, '{ slow }'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = performance.now();
    const closed = closeGracefully(border.server, 5_000);
    for (const { status, body } of await Promise.all(underWay)) {
      expect([status, body]).toEqual([200, expect.stringContaining('"slow":"done"')]);
    }
    await closed;
    expect(performance.now() - started).toBeLessThan(2_000);
    await expect(post(border.url, agent, token, '{ purpose }')).rejects.toThrow('ECONNREFUSED');
    agent.destroy();
  });

  it('cuts what is still under way when the grace time is over', async () => {
    const border = await startBorder();
    const agent = new Agent({ keepAlive: true });
    const underWay = post(border.url, agent, await border.tokens.issue(), '{ slow }').catch((error: Error) => error);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = performance.now();
    await closeGracefully(border.server, 50);
    expect(performance.now() - started).toBeLessThan(250);
    await expect(underWay).resolves.toMatchObject({ message: 'socket hang up' });
    agent.destroy();
  });
});
