import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuthenticate } from '../../src/plugins/authenticate.js';
import { discoveredKeys } from '../../src/plugins/tokenKeys.js';
import { createTokenSource } from './issueTokens.js';

interface Issuer {
  readonly server: Server;
  readonly address: string;
}

/** An issuer on the loopback address whose discovery document is what `document` says. */
async function startIssuer(keySet: object, document: (address: string) => object | null): Promise<Issuer> {
  const server = createServer((request, response) => {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = request.url === '/keys' ? keySet : document(address);
    response.writeHead(answer === null ? 503 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('keys of a real issuer', () => {
  it('are discovered at the first token, also when the issuer slept at the first try', async () => {
    const tokens = await createTokenSource();
    let awake = false;
    const issuer = await startIssuer(tokens.keySet, (address) =>
      awake ? { issuer: address, jwks_uri: `${address}/keys` } : null,
    );
    const options = { issuer: issuer.address, audience: 'noren', keys: discoveredKeys(issuer.address) };
    const authenticate = createAuthenticate(options);
    const header = [`Bearer ${await tokens.issue({ iss: issuer.address })}`];
    await expect(authenticate(header)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    awake = true;
    await expect(authenticate(header)).resolves.toMatchObject({ organisation: 'GAKKO' });
    issuer.server.close();
  });

  it('are refused when the document speaks for another issuer, or sends elsewhere in the clear', async () => {
    const tokens = await createTokenSource();
    const documents = [
      (address: string) => ({ issuer: 'https://evil.example.org', jwks_uri: `${address}/keys` }),
      (address: string) => ({ issuer: address, jwks_uri: 'http://keys.example.org/keys' }),
      (address: string) => ({ issuer: address }),
    ];
    for (const document of documents) {
      const issuer = await startIssuer(tokens.keySet, document);
      const options = { issuer: issuer.address, audience: 'noren', keys: discoveredKeys(issuer.address) };
      const header = [`Bearer ${await tokens.issue({ iss: issuer.address })}`];
      await expect(createAuthenticate(options)(header)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
      issuer.server.close();
    }
  });
});
