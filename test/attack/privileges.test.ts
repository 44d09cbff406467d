import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequiresLabel } from '../../directives/schemaLabels.js';
import { DEMO_IDENTITIES } from '../../src/embedded/identities.js';
import { projectRoot } from '../../src/projectRoot.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { callOf, rootFields, type Root, type RootField } from './callOf.js';

/**
 * Every mutation and every guarded query, tried by everybody for everything: who gets past the door is who the label names, and that is who
 * stands in privileges.txt, which people read. A change of it is a change of who may do what.
 */

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => gateway.close());

const IN_A_DOCUMENT = 20;

function labelOf(root: Root, field: string): RequiresLabel | null {
  return gateway.environment.labels.fields[root]?.[field]?.requires ?? null;
}

function fieldsOf(root: Root): readonly RootField[] {
  return rootFields(root).filter(({ name }) => root === 'Mutation' || labelOf(root, name) !== null);
}

interface Door {
  readonly coordinate: string;
  readonly open: boolean;
}

async function tryAll(as: string, purpose: string | undefined, root: Root): Promise<Door[]> {
  const fields = fieldsOf(root);
  const doors: Door[] = [];
  for (let at = 0; at < fields.length; at += IN_A_DOCUMENT) {
    const some = fields.slice(at, at + IN_A_DOCUMENT);
    const query = `${root.toLowerCase()} { ${some.map(callOf).join(' ')} }`;
    const { body } = await gateway.ask({ as, query, ...(purpose === undefined ? {} : { purpose }) });
    expect([as, purpose, body.errors?.find(({ path }) => path === undefined)]).toEqual([as, purpose, undefined]);
    for (const { name } of some) {
      const coordinate = `${root}.${name}`;
      const message = body.errors?.find(({ path }) => path?.[0] === name)?.message ?? '';
      const purposeless = /^(SUB_)?PURPOSE_[A-Z_]+: \S+ is closed\./.test(message);
      doors.push({ coordinate, open: !purposeless && !message.startsWith(`${coordinate} requires `) });
    }
  }
  return doors;
}

function expected(root: Root, roles: readonly string[], purpose: string): Door[] {
  return fieldsOf(root).map(({ name }) => {
    const label = labelOf(root, name);
    const held = label !== null && label.roles.some((role) => roles.includes(role));
    const meant = label !== null && (label.purposes.length === 0 || label.purposes.some((each) => each === purpose));
    return { coordinate: `${root}.${name}`, open: held && meant };
  });
}

test('no mutation is without a door', () => {
  expect(fieldsOf('Mutation').length).toBeGreaterThan(80);
  expect(fieldsOf('Mutation').filter(({ name }) => (labelOf('Mutation', name)?.roles.length ?? 0) === 0)).toEqual([]);
});

test('everybody gets past exactly the doors that the labels and the table name', async () => {
  const table = new Map<string, Set<string>>();
  for (const { name, roles, purposes } of DEMO_IDENTITIES) {
    for (const root of ['Query', 'Mutation'] as const) {
      for (const purpose of purposes) {
        const doors = await tryAll(name, purpose, root);
        expect([name, purpose, doors]).toEqual([name, purpose, expected(root, roles, purpose)]);
        for (const { coordinate, open } of doors) {
          const who = table.get(coordinate) ?? new Set();
          table.set(coordinate, open ? who.add(name) : who);
        }
      }
    }
  }
  const lines = [...table].map(([coordinate, who]) => `${coordinate}: ${[...who].join(', ')}`).sort();
  expect(lines.join('\n')).toBe(readFileSync(join(projectRoot, 'test', 'attack', 'privileges.txt'), 'utf8').trim());
});

test('a purpose that the token does not grant, or none, opens no mutation at all', async () => {
  for (const { name, purposes } of DEMO_IDENTITIES) {
    const foreign = (['GOVERNANCE', 'DATA_SUBJECT_RIGHTS'] as const).filter((purpose) => !purposes.includes(purpose));
    for (const purpose of [undefined, ...foreign]) {
      const open = (await tryAll(name, purpose, 'Mutation')).filter((door) => door.open);
      expect([name, purpose, open]).toEqual([name, purpose, []]);
    }
  }
});
