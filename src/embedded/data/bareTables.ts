import type pg from 'pg';

interface Made {
  readonly drop: string;
  readonly make: string;
}

/**
 * Takes constraints and indexes off the tables, runs `fill`, and puts exactly the same back: building an index once is
 * many times cheaper than keeping it up to date row by row. In one transaction, so nobody ever sees the tables bare.
 */
export async function withBareTables<T>(
  client: pg.Client,
  tables: readonly string[],
  fill: () => Promise<T>,
): Promise<T> {
  const keys = await read(client, CONSTRAINTS, tables);
  const indexes = await read(client, INDEXES, tables);
  for (const { drop } of [...keys].reverse()) await client.query(drop);
  for (const { drop } of indexes) await client.query(drop);
  const result = await fill();
  for (const { make } of [...keys, ...indexes]) await client.query(make);
  return result;
}

/** Primary and unique keys first, foreign keys last. */
const CONSTRAINTS = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
         format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
    from pg_constraint
   where conrelid = any ($1::text[]::regclass[]) and contype in ('p', 'u', 'f')
   order by contype = 'f', contype desc, conname`;

const INDEXES = `
  select format('drop index %s', indexrelid::regclass) as drop, pg_get_indexdef(indexrelid) as make
    from pg_index
   where indrelid = any ($1::text[]::regclass[])
     and not exists (select from pg_constraint where conindid = indexrelid)
   order by indexrelid`;

async function read(client: pg.Client, query: string, tables: readonly string[]): Promise<readonly Made[]> {
  const { rows } = await client.query<Made>(query, [tables]);
  return rows;
}
