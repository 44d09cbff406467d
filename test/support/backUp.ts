import type pg from 'pg';
import { asAdministrator, type TestDatabase } from './database.js';

export interface Backup {
  /** The database is what it was, with nothing of what came after. Ends whoever is connected. */
  restore(): Promise<void>;
  drop(): Promise<void>;
}

/** A backup of a whole database, as a server restores it: under its own name. Ends whoever is connected. */
export async function backUp({ name }: Pick<TestDatabase, 'name'>): Promise<Backup> {
  const kept = `${name}_kept`;
  await asAdministrator(async (client) => {
    await endConnections(client, name);
    await client.query(`create database ${kept} template ${name}`);
  });
  return {
    restore: () =>
      asAdministrator(async (client) => {
        await client.query(`drop database ${name} with (force)`);
        await client.query(`create database ${name} template ${kept}`);
      }),
    drop: () =>
      asAdministrator(async (client) => void (await client.query(`drop database if exists ${kept} with (force)`))),
  };
}

/** A template may have nobody connected to it, and whoever is ended connects again. */
async function endConnections(client: pg.Client, name: string): Promise<void> {
  await client.query(`alter database ${name} with allow_connections false`);
  await client.query('select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1', [name]);
  await client.query(`alter database ${name} with allow_connections true`);
}
