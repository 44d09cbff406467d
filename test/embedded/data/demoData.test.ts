import { createHash } from 'node:crypto';
import pg from 'pg';
import { BROADCASTER_TABLES } from '../../../src/embedded/data/broadcasterTables.js';
import { CATEGORIES, PRODUCTS, SHOPS } from '../../../src/embedded/data/catalogue.js';
import { CLUB_TABLES } from '../../../src/embedded/data/clubTables.js';
import { COOP_TABLES } from '../../../src/embedded/data/coopTables.js';
import { demoReferences } from '../../../src/embedded/data/demoReferences.js';
import { familyOf } from '../../../src/embedded/data/family.js';
import { guardianOfMember, memberCodeOf, memberIdOfGuardian } from '../../../src/embedded/data/keys.js';
import { hasDemoData, loadDemoData } from '../../../src/embedded/data/loadDemoData.js';
import { classId, enrolments, termsOf } from '../../../src/embedded/data/lessons.js';
import { MUNICIPALITIES } from '../../../src/embedded/data/municipalities.js';
import { makePlaces } from '../../../src/embedded/data/places.js';
import { romaji } from '../../../src/embedded/data/romaji.js';
import { type DemoScale, makeWorld } from '../../../src/embedded/data/world.js';
import { openSourceOrm, SOURCE_NAMES, type SourceName } from '../../../src/sources/openSource.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

const SMALL: DemoScale = { families: 200, members: 1_000, purchases: 20_000, today: '2026-11-22' };
const TABLES = { coop: COOP_TABLES, club: CLUB_TABLES, broadcaster: BROADCASTER_TABLES };

function digest(scale: DemoScale): string {
  const world = makeWorld(scale);
  const hash = createHash('sha256');
  for (const table of Object.values(TABLES).flat()) {
    for (const row of table.rows(world)) hash.update(`${table.name}:${JSON.stringify(row)}`);
  }
  return hash.digest('hex');
}

describe('the generator', () => {
  it('gives the same rows for the same seed, and other rows for another', () => {
    const scale = { ...SMALL, families: 60, members: 300, purchases: 2_000 };
    expect(digest(scale)).toBe(digest(scale));
    expect(digest({ ...scale, seed: 1 })).not.toBe(digest(scale));
  });

  it('gives a family the same people in data of any size', () => {
    const [small, large] = [makeWorld(SMALL), makeWorld({ ...SMALL, families: 5_000 })];
    for (const index of [0, 3, 17, 199]) expect(familyOf(large, index)).toEqual(familyOf(small, index));
  });

  it('scatters guardians over the members without collision, and finds them again', () => {
    for (const scale of [SMALL, { today: SMALL.today }, { families: 37, members: 74, today: SMALL.today }]) {
      const world = makeWorld(scale);
      const back = guardianOfMember(world);
      const ids = Array.from({ length: world.families * 2 }, (_, slot) => memberIdOfGuardian(world, slot + 1));
      expect(new Set(ids).size).toBe(ids.length);
      expect(Math.max(...ids)).toBeLessThanOrEqual(world.members);
      expect(ids.map(back)).toEqual(ids.map((_, slot) => slot + 1));
    }
  });

  it('gives member codes of eight digits, none twice', () => {
    const codes = Array.from({ length: 50_000 }, (_, index) => memberCodeOf(index + 1));
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^\d{8}$/.test(code))).toBe(true);
  });

  it('spells readings for mail addresses', () => {
    expect(['サトウ', 'リョウタ', 'ジュンコ', 'オオヌマ', 'ハットリ', 'チヨ'].map(romaji)).toEqual([
      'sato',
      'ryota',
      'junko',
      'onuma',
      'hatori',
      'chiyo',
    ]);
  });

  it('takes its places from the postal data: all 39 municipalities, each code in one of them only', () => {
    const { all } = makePlaces();
    const names = new Map(all.map((place) => [place.municipalityCode, place.municipalityName]));
    for (const [code, name] of MUNICIPALITIES) expect(names.get(code)).toMatch(new RegExp(`${name}$`));
    expect(names.size).toBe(MUNICIPALITIES.length);
    const owners = new Map<string, string>();
    for (const { postalCode, municipalityCode } of all) {
      expect(owners.get(postalCode) ?? municipalityCode).toBe(municipalityCode);
      owners.set(postalCode, municipalityCode);
    }
  });

  it('refuses fewer families than the identities need', async () => {
    const nowhere = { host: '/nowhere', database: 'none' };
    const sources = { coop: nowhere, club: nowhere, broadcaster: nowhere };
    await expect(loadDemoData({ families: 5, today: SMALL.today, sources })).rejects.toMatchObject({
      code: 'BAD_CONFIGURATION',
    });
  });
});

describe('the loaded data', () => {
  const databases = new Map<SourceName, TestDatabase>();
  const clients = new Map<SourceName, pg.Client>();
  const connections = () => {
    const of = (name: SourceName) => databases.get(name)?.connection ?? '';
    return { coop: of('coop'), club: of('club'), broadcaster: of('broadcaster') };
  };
  const rows = async <T extends pg.QueryResultRow>(name: SourceName, sql: string): Promise<T[]> =>
    (await clients.get(name)?.query<T>(sql))?.rows ?? [];
  const count = async (name: SourceName, sql: string): Promise<number> => Number((await rows(name, sql))[0]?.['count']);
  const options = () => ({ ...SMALL, sources: connections() });

  beforeAll(async () => {
    for (const name of SOURCE_NAMES) databases.set(name, await createDatabase(name));
    expect(await hasDemoData(options())).toBe(false);
    await loadDemoData({ ...options(), families: 20 });
    await loadDemoData(options());
    for (const name of SOURCE_NAMES) {
      const client = new pg.Client(databases.get(name)?.connection);
      await client.connect();
      clients.set(name, client);
    }
  });
  afterAll(async () => {
    for (const client of clients.values()) await client.end();
    for (const database of databases.values()) await database.drop();
  });

  it('replaces what was there, and knows what is there now', async () => {
    expect(await count('club', 'select count(*) from families')).toBe(200);
    expect(await count('coop', 'select count(*) from members')).toBe(1_000);
    expect(await count('coop', 'select count(*) from purchases')).toBe(20_000);
    expect(await hasDemoData(options())).toBe(true);
    expect(await hasDemoData({ ...options(), families: 20 })).toBe(false);
    expect(await hasDemoData({ ...options(), today: '2026-11-23' })).toBe(false);
  });

  it.each(SOURCE_NAMES)('leaves the schema of %s as the entities want it, indexes and keys included', async (name) => {
    const orm = openSourceOrm(name, connections()[name]);
    expect(await orm.schema.getUpdateSchemaSQL({ dropTables: false })).toBe('');
    await orm.close();
  });

  it('goes on with keys above the generated ones', async () => {
    const [row] = await rows<{ id: number; highest: number }>(
      'club',
      `insert into families (registered_on) values ('2026-11-22') returning id, (select max(id) from families) as highest`,
    );
    expect(row?.id).toBeGreaterThan(row?.highest ?? Infinity);
    await rows('club', `delete from families where id = ${row?.id}`);
  });

  it('links guardians to the members that they are', async () => {
    const guardians = await rows<{ member_code: string; who: string }>(
      'club',
      `select member_code, concat_ws(' ', family_name, given_name, sex, birth_date) as who from guardians where member_code is not null`,
    );
    const members = await rows<{ member_code: string; who: string }>(
      'coop',
      `select member_code, concat_ws(' ', family_name, given_name, sex, birth_date) as who from members`,
    );
    const known = new Map(members.map(({ member_code: code, who }) => [code, who]));
    expect(guardians.length).toBeGreaterThan(200);
    for (const { member_code: code, who } of guardians) expect(known.get(code)).toBe(who);
  });

  it('refers to rows of the other databases that exist', async () => {
    const idsOf = async (sql: string) => new Set((await rows<{ id: number }>('club', sql)).map(({ id }) => id));
    const guardians = await idsOf('select id from guardians');
    const children = await idsOf('select id from children');
    const classes = await idsOf('select id from classes');
    for (const { id } of await rows<{ id: number }>(
      'broadcaster',
      'select guardian_reference as id from campaign_entries',
    ))
      expect(guardians).toContain(id);
    for (const { id } of await rows<{ id: number }>(
      'broadcaster',
      'select class_reference as id from assignments union select class_reference from sessions',
    ))
      expect(classes).toContain(id);
    for (const { kind, id } of await rows<{ kind: string; id: number }>(
      'club',
      'select subject_kind as kind, subject_id as id from advertising_opt_ins union select giver_kind, giver_id from advertising_opt_ins',
    ))
      expect(kind === 'GUARDIAN' ? guardians : children).toContain(id);
  });

  it('has postal codes that belong to their municipality and town', async () => {
    const towns = new Map(
      makePlaces().all.map((place) => [
        `${place.postalCode} ${place.municipalityCode} ${place.municipalityName}`,
        true,
      ]),
    );
    for (const [source, table] of [
      ['coop', 'members'],
      ['club', 'guardians'],
      ['club', 'children'],
    ] as const) {
      const found = await rows<{ place: string }>(
        source,
        `select distinct concat_ws(' ', postal_code, municipality_code, municipality_name) as place from ${table}`,
      );
      expect(found.length).toBeGreaterThan(100);
      expect(found.filter(({ place }) => !towns.has(place))).toEqual([]);
    }
  });

  it('has ages and families as a club has them', async () => {
    const age = `extract(year from age(date '2026-11-22', birth_date))`;
    const [children] = await rows('club', `select min(${age})::int as low, max(${age})::int as high from children`);
    expect(children).toEqual({ low: 6, high: 17 });
    const parents = `from guardians where id in (select guardian_id from guardian_links where relation in ('MOTHER', 'FATHER'))`;
    const [guardians] = await rows<{ low: number; high: number }>(
      'club',
      `select min(${age})::int as low, max(${age})::int as high ${parents}`,
    );
    expect(guardians?.low).toBeGreaterThanOrEqual(28);
    expect(guardians?.high).toBeLessThanOrEqual(50);
    const pairs = await count(
      'club',
      'select count(*) from (select from guardians group by family_id having count(*) = 2) as pair',
    );
    expect(pairs / 200).toBeGreaterThan(0.6);
    expect(pairs / 200).toBeLessThan(0.85);
    const linked = await count('club', 'select count(*) from guardians where member_code is not null');
    expect(linked / (200 + pairs)).toBeGreaterThan(0.75);
    expect(linked / (200 + pairs)).toBeLessThan(0.95);
  });

  it('has every circumstance that a rule speaks of', async () => {
    const one = async (sql: string) => expect(await count('club', `select count(*) from ${sql}`)).toBeGreaterThan(0);
    await one(`guardian_links where state = 'ENDED' and ended_on is not null`);
    await one(`guardian_links where state = 'DISPUTED'`);
    await one(`guardian_links where harm_flag`);
    await one(`guardians where left_on is not null`);
    await one(`guardians where deceased_on is not null`);
    await one(`children where deceased_on is not null`);
    await one(`guardians where member_code is null`);
    await one(`advertising_opt_ins where subject_kind = 'GUARDIAN' and state = 'OPTED_OUT'`);
    await one(`advertising_opt_ins where giver_kind = 'CHILD_PARTICIPANT' and state = 'OPTED_OUT'`);
    for (const state of ['ACTIVE', 'FINISHED', 'WITHDRAWN']) await one(`enrolments where state = '${state}'`);
  });

  it('sells products by rank as Zipf has it: the first much more than the tenth, a long tail', async () => {
    const sold = await rows<{ sold: number }>(
      'coop',
      'select count(*)::int as sold from purchases group by product_id order by 1 desc',
    );
    const at = (rank: number) => sold[rank - 1]?.sold ?? 0;
    const slope = Math.log(at(1) / at(50)) / Math.log(50);
    expect(slope).toBeGreaterThan(0.6);
    expect(slope).toBeLessThan(1.5);
    expect(sold.length).toBeGreaterThan(PRODUCTS.length / 2);
  });

  it('has buyers of all sorts over 24 months: none, normal, extreme', async () => {
    const buyers = await count('coop', 'select count(distinct member_id) from purchases');
    expect(buyers / 1_000).toBeGreaterThan(0.8);
    expect(buyers / 1_000).toBeLessThan(0.94);
    const [period] = await rows(
      'coop',
      'select min(purchased_on)::text as first, max(purchased_on)::text as last from purchases',
    );
    expect(period).toEqual({ first: '2024-11-22', last: '2026-11-21' });
    const [most] = await rows<{ most: number }>(
      'coop',
      'select max(bought)::int as most from (select count(*) as bought from purchases group by member_id) as each',
    );
    expect(most?.most).toBeGreaterThan(20 * 10);
  });

  it('has the persons behind the identities, with what they are there for', async () => {
    const { guardian, child, operatorStaff, subcontractorStaff } = demoReferences({ families: 200 });
    const [mother] = await rows<{ member_code: string }>(
      'club',
      `select member_code from guardians where id = ${guardian} and left_on is null and deceased_on is null and phone <> '' and email <> ''`,
    );
    const links = `guardian_links where guardian_id = ${guardian} and state = 'ACTIVE' and not harm_flag`;
    expect(await count('club', `select count(*) from ${links}`)).toBe(3);
    expect(await count('club', `select count(*) from ${links} and child_id = ${child}`)).toBe(1);
    const bought = `purchases join members on members.id = member_id where member_code = '${mother?.member_code}'`;
    expect(await count('coop', `select count(*) from ${bought}`)).toBeGreaterThan(20);
    expect(await count('club', `select count(*) from children where id = ${child} and birth_date > '2010-11-22'`)).toBe(
      1,
    );
    const [seat] = await rows<{ class_id: number }>(
      'club',
      `select class_id from enrolments where child_id = ${child} and state = 'ACTIVE'`,
    );
    for (const [staff, organisation] of [
      [operatorStaff, 'SENDAI_HOSO'],
      [subcontractorStaff, 'KODOMO_TECH'],
    ] as const) {
      const classes = await rows<{ class_reference: number }>(
        'broadcaster',
        `select class_reference from assignments join staff on staff.id = staff_id
          where staff_id = ${staff} and organisation = '${organisation}' and ends_on is null`,
      );
      expect(classes.length).toBeGreaterThanOrEqual(2);
      expect(classes.map((row) => row.class_reference)).toContain(seat?.class_id);
    }
  });

  it('has catalogue rows for every reference', async () => {
    expect(await count('coop', 'select count(*) from shops')).toBe(SHOPS.length);
    expect(await count('coop', 'select count(*) from product_categories')).toBe(CATEGORIES.length);
    expect(await count('coop', 'select count(*) from products')).toBe(PRODUCTS.length);
  });

  it('reaches nobody: reserved mail domains and telephone numbers that do not exist', async () => {
    for (const [source, table] of [
      ['coop', 'members'],
      ['club', 'guardians'],
      ['club', 'children'],
    ] as const) {
      const real = `email !~ '@([a-z]+\\.)?example\\.(jp|com|ne\\.jp)$' or phone !~ '^0[79]0-0[0-9]{3}-[0-9]{4}$'`;
      expect(await count(source, `select count(*) from ${table} where ${real}`)).toBe(0);
    }
  });
});

it.each([
  ['2026-11-22', ['2025-2', '2026-1', '2026-2']],
  ['2027-03-31', ['2025-2', '2026-1', '2026-2']],
  ['2027-04-01', ['2026-1', '2026-2', '2027-1']],
  ['2028-02-29', ['2026-2', '2027-1', '2027-2']],
])('has the terms of %s, and the demo child in a class of the last one', (today, codes) => {
  const world = makeWorld({ ...SMALL, families: 12, today });
  expect(termsOf(world).map((term) => term.code)).toEqual(codes);
  const { child } = demoReferences(world);
  const seats = [...enrolments(world)].filter((one) => one.child.id === child && one.state === 'ACTIVE');
  expect(seats.map(({ plan }) => plan.id)).toEqual([classId(world, 2, 0)]);
});
