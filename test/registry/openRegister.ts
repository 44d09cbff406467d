import { MikroORM } from '@mikro-orm/postgresql';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { join } from 'node:path';
import pg from 'pg';
import { loadPolicy } from '../../src/policy/loadPolicy.js';
import { projectRoot } from '../../src/projectRoot.js';
import { ConsentRegister } from '../../src/registry/consentRegister.js';
import { REGISTRY_ENTITIES } from '../../src/registry/entities.js';
import { createDatabase } from '../support/database.js';

/** A register on a governance database of its own. */
export async function openRegister(now?: () => Date) {
  const database = await createDatabase('governance');
  const { host, port, user } = database.connection;
  const orm = new MikroORM({
    host,
    port,
    user,
    dbName: database.name,
    entities: [...REGISTRY_ENTITIES],
    metadataProvider: ReflectMetadataProvider,
    debug: false,
  });
  const pool = new pg.Pool({ ...database.connection, max: 4 });
  pool.on('error', () => undefined);
  const policy = loadPolicy(join(projectRoot, 'policy', 'club.yaml'));
  const register = new ConsentRegister({
    policyAt: () => policy,
    entityManager: orm.em,
    pool,
    ...(now === undefined ? {} : { now }),
  });
  const close = async (): Promise<void> => {
    await pool.end();
    await orm.close();
    await database.drop();
  };
  return { register, policy, pool, orm, close };
}
