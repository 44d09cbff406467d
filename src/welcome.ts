import type { RunningServer } from './server.js';

const QUERY = `{ guardians(first: 2) { nodes { name ageBand municipality { name } phone memberCode children { name ageBand } } } }`;

/** What a person reads when the gateway is up: where to look, who there is, what to paste. */
export function welcome({ url, identities }: Pick<RunningServer, 'url' | 'identities'>): string {
  if (identities.length === 0) return `Noren is ready at ${url}/graphql\n`;
  const names = identities.map(({ name }) => name).join(', ');
  return `
Noren is ready at ${url}/graphql

Demo identities: ${names}
Their organisations, roles and purposes: npm run -s token -- --list
To develop queries, on people of its own and without a budget: ${url}/sandbox/graphql

Try, in another terminal:

  curl -s ${url}/graphql \\
    -H "Authorization: Bearer $(npm run -s token -- --as club-staff)" \\
    -H 'Noren-Purpose: CLUB_OPERATION' -H 'Content-Type: application/json' \\
    -d '{"query":"${QUERY}"}'

`;
}
