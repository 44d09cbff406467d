import pg from 'pg';

/** Works on one connection, which is closed at the end. */
export async function withClient<T>(
  connection: string | pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined); // the statement under way says so; unheard it would end the gateway
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
