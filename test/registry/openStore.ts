import { MikroORM } from '@mikro-orm/postgresql';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { join } from 'node:path';
import pg from 'pg';
import { loadPolicy } from '../../src/policy/loadPolicy.js';
import type { Role } from '../../src/policy/vocabulary.js';
import { projectRoot } from '../../src/projectRoot.js';
import { REGISTRY_ENTITIES } from '../../src/registry/entities.js';
import type { Recorder } from '../../src/registry/registers/registerDefinition.js';
import { RegisterStore } from '../../src/registry/registerStore.js';
import { createDatabase } from '../support/database.js';

/** A store on a governance database of its own, whose clock the test moves. */
export async function openStore(start = '2026-11-20T10:00:00+09:00') {
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
  const clock = { now: new Date(start) };
  const store = new RegisterStore({ policyAt: () => policy, entityManager: orm.em, now: () => clock.now });
  const close = async (): Promise<void> => {
    await pool.end();
    await orm.close();
    await database.drop();
  };
  return { store, policy, clock, pool, orm, close };
}

/** Somebody of the accountable party, unless said otherwise. */
export function as(role: Role, name: string = role.toLowerCase(), organisation = 'GAKKO'): Recorder {
  return { subjectId: name, organisation, role };
}

export const manager = as('PRIVACY_MANAGER', 'haruko');
export const deputy = as('PRIVACY_MANAGER', 'jiro');
export const headOfClub = as('DEPT_MANAGER', 'saburo');
export const clubStaff = as('CLUB_STAFF', 'shiro');
export const desk = as('CONSULTATION_DESK', 'madoka');
