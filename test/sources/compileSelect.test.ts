import pg from 'pg';
import { compileSelect, type SelectRequest } from '../../src/sources/compileSelect.js';
import { ANYBODY, type CellPlan, type Guard, type RowPlan } from '../../src/sources/rowPlan.js';
import type { RowFacts, SourceTable } from '../../src/sources/sourceTable.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

/** Plans as SQL, by what a real PostgreSQL makes of it: the text may change, what crosses may not. */

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createDatabase('empty');
  pool = new pg.Pool({ ...database.connection, max: 1 });
  pool.on('error', () => undefined);
  await pool.query(
    `create table people (id int primary key, name text, phone text, opted_in bool, stage text, alive bool, code text, sort int)`,
  );
  await pool.query(`insert into people values
    (1, 'anna', '111', true, 'ADULT', true, 'x', 2), (2, 'ben', '222', false, 'ADULT', true, 'y', 1),
    (3, 'cleo', '333', true, 'UNDER_16', true, 'x', 2), (4, 'dora', '444', true, 'DECEASED', false, 'z', 1),
    (5, 'emil', '555', null, 'UNKNOWN', true, null, 3)`);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const table: SourceTable = {
  source: 'club',
  from: 'people p',
  key: 'p.id',
  keyType: 'int4',
  personal: { name: { RAW: 'p.name', MASKED: "left(p.name, 1) || '*'" }, phone: { RAW: 'p.phone' } },
  open: { sort: 'p.sort' },
  links: { code: 'p.code' },
  conditions: {
    OPT_IN: 'p.opted_in',
    OWN_RECORD: (parameters, facts) => `p.id = ${parameters.named('self', () => facts.selfKey, 'int4')}`,
  },
  lifeStage: 'p.stage',
  living: 'p.alive',
};

const facts: RowFacts = {
  today: '2026-11-22',
  selfKey: 2,
  selfGuardian: null,
  ownClasses: [],
  keepPhoneDigits: 2,
  holders: new Map(),
  stages: null,
  rowClasses: null,
  flagged: new Map(),
};
const optedIn: Guard = { when: ['OPT_IN'], lifeStages: null };
const own: Guard = { when: ['OWN_RECORD'], lifeStages: null };
const BY_ID = [{ expression: 'p.id', direction: 'ASC', type: 'int4' }] as const;

function plan(cells: Readonly<Record<string, CellPlan['rungs']>>, more: Partial<RowPlan> = {}): RowPlan {
  const planned = Object.entries(cells).map(([field, rungs]) => [field, { category: 'NAME', rungs }] as const);
  return {
    subject: 'GUARDIAN',
    visible: [ANYBODY],
    classes: null,
    cells: new Map(planned),
    open: new Set(),
    links: new Set(),
    flags: new Set(),
    stage: false,
    ...more,
  };
}

const compile = (more: Partial<SelectRequest>) =>
  compileSelect({ table, plan: plan({}), facts, order: BY_ID, ...more });

async function rows(more: Partial<SelectRequest>): Promise<readonly Record<string, unknown>[]> {
  const { text, values } = compile(more);
  return (await pool.query<Record<string, unknown>>(text, [...values])).rows;
}

const keys = async (more: Partial<SelectRequest>) => (await rows(more)).map((row) => row['$key']);
const column = async (field: string, more: Partial<SelectRequest>) => (await rows(more)).map((row) => row[field]);

test('what is not planned is not mentioned, and does not come back', async () => {
  expect(compile({}).text).not.toMatch(/name|phone|opted_in|stage|alive|code|sort/);
  expect(Object.keys((await rows({}))[0] ?? {}).filter((name) => !name.startsWith('$'))).toEqual([]);
});

test('a cell without a condition comes in its form; one that needs no column has none', async () => {
  const cells = plan({
    name: [{ form: 'MASKED', guard: ANYBODY }],
    phone: [{ form: 'PSEUDONYMISED', guard: ANYBODY }],
  });
  expect(await column('name', { plan: cells })).toEqual(['a*', 'b*', 'c*', 'd*', 'e*']);
  expect(compile({ plan: cells }).text).not.toContain('phone');
});

test('a cell that depends on the row is decided by the row, with its form beside it; unknown is no', async () => {
  const cells = plan({
    name: [
      { form: 'RAW', guard: optedIn },
      { form: 'MASKED', guard: ANYBODY },
    ],
    phone: [{ form: 'RAW', guard: optedIn }],
  });
  expect(await column('name', { plan: cells })).toEqual(['anna', 'b*', 'cleo', 'dora', 'e*']);
  expect(await column('form:name', { plan: cells })).toEqual(['RAW', 'MASKED', 'RAW', 'RAW', 'MASKED']);
  expect(await column('phone', { plan: cells })).toEqual(['111', null, '333', '444', null]);
  expect(await column('form:phone', { plan: cells })).toEqual(['RAW', null, 'RAW', 'RAW', null]);
});

test('a form that has no column is null, never the column of another form', async () => {
  const cells = plan({
    phone: [
      { form: 'RAW', guard: own },
      { form: 'MASKED', guard: ANYBODY },
    ],
  });
  expect(await column('phone', { plan: cells })).toEqual([null, '222', null, null, null]);
});

test('a condition that neither the source nor the facts know holds for nobody', async () => {
  const guard: Guard = { when: ['CONSENT:NAME'], lifeStages: null };
  expect(await column('name', { plan: plan({ name: [{ form: 'RAW', guard }] }) })).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(await keys({ plan: plan({}, { visible: [guard] }) })).toEqual([]);
});

test('holders of a condition outrank the column of the source', async () => {
  const holders = new Map([['OPT_IN', [2, 5]] as const]);
  const request = { plan: plan({ name: [{ form: 'RAW', guard: optedIn }] }), facts: { ...facts, holders } };
  expect(await column('name', request)).toEqual([null, 'ben', null, null, 'emil']);
  expect(compile(request).text).not.toContain('opted_in');
});

test('no guard at all shows no row; several are alternatives; all parts of one must hold', async () => {
  expect(await keys({ plan: plan({}, { visible: [] }) })).toEqual([]);
  expect(await keys({ plan: plan({}, { visible: [optedIn, own] }) })).toEqual([1, 2, 3, 4]);
  expect(await keys({ plan: plan({}, { visible: [{ when: ['OPT_IN', 'OWN_RECORD'], lifeStages: null }] }) })).toEqual(
    [],
  );
  expect(await keys({ plan: plan({}, { visible: [optedIn, ANYBODY] }) })).toEqual([1, 2, 3, 4, 5]);
});

test('life stages are told by the row; a table without them knows adults only', async () => {
  const of = (...lifeStages: NonNullable<Guard['lifeStages']>) => plan({}, { visible: [{ when: [], lifeStages }] });
  expect(await keys({ plan: of('UNDER_16', 'UNKNOWN', 'AGE_16_17', 'ADULT') })).toEqual([1, 2, 3, 5]);
  expect(await keys({ plan: of('UNDER_16', 'UNKNOWN') })).toEqual([3, 5]);
  expect(await keys({ plan: of('DECEASED') })).toEqual([4]);
  const bare = { ...table, lifeStage: null, living: null };
  expect(await keys({ table: bare, plan: of('UNDER_16') })).toEqual([]);
  expect(await keys({ table: bare, plan: of('ADULT') })).toHaveLength(5);
});

test('a filter cannot widen the guard', async () => {
  const request = { plan: plan({}, { visible: [own] }), where: [() => 'p.id = 1 OR TRUE'] };
  expect(await keys(request)).toEqual([2]);
});

test('pages go on behind the sort values, also of mixed directions, without gap or double', async () => {
  const order = [
    { expression: 'p.sort', direction: 'DESC', type: 'int4' },
    { expression: 'p.id', direction: 'ASC', type: 'int4' },
  ] as const;
  expect(await keys({ order })).toEqual([5, 1, 3, 2, 4]);
  const first = await rows({ order, limit: 2 });
  const last = first.at(-1);
  expect(first.map((row) => row['$key'])).toEqual([5, 1]);
  expect(await keys({ order, limit: 2, after: [last?.['$order0'], last?.['$order1']] })).toEqual([3, 2]);
});

test('a batch is one statement for all parents, with so many rows each', async () => {
  const batch = { column: 'p.code', type: 'text', values: ['x', 'z', 'nobody'] };
  expect(await keys({ batch })).toEqual([1, 3, 4]);
  expect((await keys({ batch: { ...batch, perValue: 1 } })).toSorted()).toEqual([1, 4]);
});

test('join keys and conditions for rows below begin with "$"; a link that is not there is null', async () => {
  const [row] = await rows({ plan: plan({}, { links: new Set(['code', 'other']), flags: new Set(['OPT_IN']) }) });
  expect(row).toMatchObject({ $code: 'x', $other: null, $OPT_IN: true });
});
