import type pg from 'pg';
import { openPool } from '../../src/openPool.js';
import { AnalysisStore } from '../../src/analysis/analysisStore.js';
import { refreshAnalysis } from '../../src/analysis/refresh/refreshAnalysis.js';
import type { RefreshOptions } from '../../src/analysis/refresh/refreshOptions.js';
import type { SubjectReference } from '../../src/policy/consentRecord.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { testModel } from './testModel.js';

export interface WorldChild {
  readonly birth: string;
  readonly sex: string;
  readonly left?: string | null;
  readonly died?: string | null;
  /** Class 1 to 4 and the days of attendance with their status. */
  readonly classes: readonly {
    readonly class: number;
    readonly attended: readonly (readonly [day: string, status: string])[];
  }[];
}

export interface WorldGuardian {
  readonly code: string;
  readonly left?: string | null;
  readonly died?: string | null;
  /** Which member of the family the guardian is; two guardians may name the same one. */
  readonly member: number | null;
  readonly consents: boolean;
  /** Campaigns, 1 or 2. */
  readonly entries: readonly number[];
}

/** A family and everything that is recorded of it in all three sources. */
export interface WorldFamily {
  readonly children: readonly WorldChild[];
  readonly guardians: readonly WorldGuardian[];
  /** Purchases of member 0, 1, …: product 1 to 4, shop 1 to 3, day, yen. */
  readonly purchases: readonly (readonly (readonly [product: number, shop: number, day: string, yen: number])[])[];
}

/** Keys of a family's rows follow from its place alone, so that a family more moves no other. */
const KEYS = 10;
const ROWS = 1_000;

export interface StoreWorld {
  readonly sources: RefreshOptions['sources'];
  readonly governancePool: pg.Pool;
  readonly store: AnalysisStore;
  /** What was asked of the governance database by the store, with numbers of snapshots and bases blanked. */
  readonly statements: string[];
  /** Changes each statement to the governance database and the club before it is sent: to plant a fault. */
  readonly fault: { change: (text: string) => string };
  /** What the registers say. */
  readonly closed: SubjectReference[];
  readonly consenting: SubjectReference[];
  /** Replaces all rows of the sources; the index of a family decides its keys. null: no family there. */
  fill(families: readonly (WorldFamily | null)[]): Promise<void>;
  refresh(changes?: Partial<RefreshOptions>): ReturnType<typeof refreshAnalysis>;
  close(): Promise<void>;
}

/** Key of a guardian, a child or a member: each table counts its own. */
export const keyOf = (family: number, slot = 0): number => family * KEYS + slot + 1;

export async function openStoreWorld(): Promise<StoreWorld> {
  const databases: TestDatabase[] = await Promise.all(
    (['club', 'coop', 'broadcaster', 'governance'] as const).map((kind) => createDatabase(kind)),
  );
  const pools = databases.map(({ connection }) => openPool({ ...connection, max: 6 }));
  const statements: string[] = [];
  const fault = { change: (text: string): string => text };
  for (const pool of pools)
    pool.on('error', () => undefined).on('connect', (client) => intercept(client, statements, fault));
  const [club, coop, broadcaster, governancePool] = pools as [pg.Pool, pg.Pool, pg.Pool, pg.Pool];
  await fillReferenceTables({ club, coop, broadcaster });
  const closed: SubjectReference[] = [];
  const consenting: SubjectReference[] = [];
  const sources = { club, coop, broadcaster };
  const standings = { closed: async () => closed, consenting: async () => consenting };
  return {
    sources,
    governancePool,
    statements,
    fault,
    store: new AnalysisStore({ pool: governancePool }),
    closed,
    consenting,
    async fill(families) {
      closed.length = 0;
      consenting.length = 0;
      await fillFamilies(sources, families);
      for (const [family, each] of families.entries())
        for (const [slot, guardian] of (each?.guardians ?? []).entries())
          if (guardian.consents) consenting.push({ kind: 'GUARDIAN', reference: keyOf(family, slot) });
    },
    refresh: (changes = {}) =>
      refreshAnalysis({
        sources,
        governancePool,
        standings,
        pseudonymKey: Buffer.alloc(32, 7),
        model: testModel(),
        today: '2026-11-22',
        now: new Date('2026-11-22T01:00:00Z'),
        ...changes,
      }),
    async close() {
      await Promise.all(pools.map(async (pool) => pool.end()));
      await Promise.all(databases.map(async (database) => database.drop()));
    },
  };
}

/** COPY comes as an object with its text inside. */
function intercept(client: pg.PoolClient, statements: string[], fault: StoreWorld['fault']): void {
  const send = client.query.bind(client) as (...args: unknown[]) => unknown;
  Object.assign(client, {
    query: (...args: unknown[]) => {
      const [said, values] = args;
      if (typeof said === 'string') {
        args[0] = fault.change(said);
        const named = said.replaceAll(/(analysis_[a-z]+)_\d+/g, '$1');
        if (said.includes('touched'))
          statements.push(JSON.stringify([named, Array.isArray(values) ? values.slice(1) : []]));
      } else if (typeof said === 'object' && said !== null && 'text' in said) {
        const copy = said as { text: string };
        copy.text = fault.change(copy.text);
      }
      return send(...args);
    },
  });
}

async function fillReferenceTables({ club, coop, broadcaster }: RefreshOptions['sources']): Promise<void> {
  await club.query(
    `INSERT INTO courses (code, name, level, description) VALUES ('PROG1', 'p', '', ''), ('ROBOT', 'r', '', ''), ('SECRET', 's', '', '')`,
  );
  await club.query(`INSERT INTO classes (course_id, name, term, weekday, starts_at, venue, municipality_code, capacity)
    VALUES (1, '', '2026-1', 1, '10:00', '', '04101', 9), (1, '', '2026-2', 1, '10:00', '', '04101', 9),
           (2, '', '2026-2', 1, '10:00', '', '04101', 9), (3, '', '2020-1', 1, '10:00', '', '04101', 9)`);
  await coop.query(
    `INSERT INTO product_categories (code, name) VALUES ('VEGETABLE', 'v'), ('FRUIT', 'f'), ('NEW', 'n')`,
  );
  await coop.query(
    `INSERT INTO products (category_id, name, list_price) VALUES (1, 'a', 1), (1, 'b', 1), (2, 'c', 1), (3, 'd', 1)`,
  );
  await coop.query(
    `INSERT INTO shops (name, municipality_code, area) VALUES ('a', '04101', '仙台'), ('b', '04202', '石巻'), ('c', '13101', '東京')`,
  );
  await broadcaster.query(
    `INSERT INTO programmes (title, genre, weekday) VALUES ('おはよう宮城', '', 1), ('夕方ワイド', '', 2)`,
  );
  await broadcaster.query(`INSERT INTO campaigns (programme_id, name, starts_on, ends_on)
    VALUES (1, '親子招待', '2026-01-01', '2026-02-01'), (2, '新米', '2026-01-01', '2026-02-01')`);
}

type Row = readonly unknown[];

/** Every value as text; the tables know their types. */
async function insert(pool: pg.Pool, table: string, columns: readonly string[], rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const objects = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
  await pool.query(
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map((column) => `row.${column}`).join(', ')} FROM jsonb_populate_recordset(null::${table}, $1) AS row`,
    [JSON.stringify(objects)],
  );
}

const NAMES = [
  'family_name',
  'given_name',
  'family_kana',
  'given_kana',
  'postal_code',
  'prefecture',
  'municipality_name',
  'street',
];
const WORDS = ['宮城野', '花子', 'ミヤギノ', 'ハナコ', '980-0811', '宮城県', '仙台市青葉区', '一番町3-7-1'];

async function fillFamilies(
  { club, coop, broadcaster }: RefreshOptions['sources'],
  families: readonly (WorldFamily | null)[],
): Promise<void> {
  await club.query('TRUNCATE families, guardians, children, enrolments, attendance, guardian_links');
  await coop.query('TRUNCATE members, purchases, employees');
  await broadcaster.query('TRUNCATE campaign_entries');
  const rows = families.flatMap((family, index) => (family === null ? [] : [rowsOf(family, index)]));
  const all = (table: keyof ReturnType<typeof rowsOf>): Row[] => rows.flatMap((each): readonly Row[] => each[table]);
  await insert(club, 'families', ['id', 'registered_on'], all('families'));
  const person = [
    'id',
    'family_id',
    ...NAMES,
    'sex',
    'birth_date',
    'municipality_code',
    'registered_on',
    'left_on',
    'deceased_on',
  ];
  await insert(club, 'guardians', [...person, 'member_code'], all('guardians'));
  await insert(club, 'children', person, all('children'));
  await insert(club, 'enrolments', ['id', 'child_id', 'class_id', 'state', 'enrolled_on'], all('enrolments'));
  await insert(club, 'attendance', ['id', 'enrolment_id', 'held_on', 'status'], all('attendance'));
  const member = [
    'id',
    'member_code',
    ...NAMES,
    'sex',
    'birth_date',
    'municipality_code',
    'phone',
    'is_employee',
    'joined_on',
  ];
  await insert(coop, 'members', member, all('members'));
  const purchase = ['id', 'member_id', 'shop_id', 'product_id', 'receipt_number', 'purchased_on', 'quantity', 'amount'];
  await insert(coop, 'purchases', purchase, all('purchases'));
  await insert(
    broadcaster,
    'campaign_entries',
    ['id', 'campaign_id', 'guardian_reference', 'entered_on'],
    all('entries'),
  );
}

function rowsOf(family: WorldFamily, index: number) {
  const id = index + 1;
  const row = (
    (count) => () =>
      id * ROWS + (count += 1)
  )(0);
  const code = (slot: number): string => String(keyOf(index, slot)).padStart(8, '0');
  const enrolments = family.children.flatMap((child, slot) =>
    child.classes.map((each) => ({ id: row(), child: keyOf(index, slot), ...each })),
  );
  return {
    families: [[id, '2024-04-01']],
    guardians: family.guardians.map((guardian, slot) => [
      keyOf(index, slot),
      id,
      ...WORDS,
      'FEMALE',
      '1985-05-03',
      guardian.code,
      '2024-04-01',
      guardian.left,
      guardian.died,
      guardian.member === null ? null : code(guardian.member),
    ]),
    children: family.children.map((child, slot) => [
      keyOf(index, slot),
      id,
      ...WORDS,
      child.sex,
      child.birth,
      '04101',
      '2024-04-01',
      child.left,
      child.died,
    ]),
    enrolments: enrolments.map((each) => [each.id, each.child, each.class, 'ACTIVE', '2026-04-01']),
    attendance: enrolments.flatMap((each) => each.attended.map(([day, status]) => [row(), each.id, day, status])),
    members: family.purchases.map((_purchases, slot) => [
      keyOf(index, slot),
      code(slot),
      ...WORDS,
      'FEMALE',
      '1985-05-03',
      '04101',
      '022-0000-0000',
      false,
      '2020-01-01',
    ]),
    purchases: family.purchases.flatMap((bought, slot) =>
      bought.map(([product, shop, day, yen]) => [row(), keyOf(index, slot), shop, product, `R${row()}`, day, 1, yen]),
    ),
    entries: family.guardians.flatMap((guardian, slot) =>
      guardian.entries.map((campaign) => [row(), campaign, keyOf(index, slot), '2026-01-05']),
    ),
  } as const;
}
