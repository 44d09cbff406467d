import pg from 'pg';

/**
 * A pool whose lost connections end no process. `pg` tells a lost connection by an `error` event, and an unheard one ends the process: also
 * between two statements, and in the moment when the pool hands a connection from one user to the next. Whoever has a statement under way
 * hears it from that statement, and the next one on such a connection is refused, so that there is nothing else to do here.
 */
export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  pool.on('error', () => undefined);
  return pool;
}
