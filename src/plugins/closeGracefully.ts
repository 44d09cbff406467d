import type { FastifyInstance } from 'fastify';

/** Takes no new request, lets those under way finish, and after the grace time (milliseconds) cuts what is left. */
export async function closeGracefully(server: FastifyInstance, grace: number): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), grace);
  try {
    await server.close();
  } finally {
    clearTimeout(cut);
  }
}
