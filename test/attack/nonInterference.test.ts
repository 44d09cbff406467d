import fc from 'fast-check';
import { ageBandSql } from '../../src/disclosure/ageBand.js';
import type { GraphEnvironment } from '../../src/graph/graphEnvironment.js';
import { leaveRowsUnrolled } from '../support/unrolledRows.js';
import { recountRowClasses } from '../support/recountRowClasses.js';
import { startGateway, type Answer, type Gateway } from '../support/startGateway.js';
import { withoutReceipt } from '../support/withoutReceipt.js';

/**
 * A19, A24, A25, A27, A28 by non-interference (C.8): two worlds that differ only in what a caller may not see answer every
 * question with the same bytes. Filters and sorts are drawn at random, with values of both worlds among them.
 */

type Change = (gateway: Gateway) => Promise<void>;

/** Callers, and what may be changed without their noticing. */
const POLICIES: readonly (readonly [as: string, purpose: string, unseen: readonly (keyof typeof CHANGES)[]])[] = [
  ['affiliate-staff', 'CLUB_OPERATION', ['names', 'contacts', 'streets', 'sexes', 'days', 'codes', 'bandOrder']],
  ['operator-staff', 'CLUB_OPERATION', ['streets', 'sexes', 'days', 'codes', 'bandOrder']],
  ['coop-staff', 'CLUB_OPERATION', ['streets', 'sexes', 'days', 'middleDigits', 'mails']],
  ['marketing-tool', 'BENEFICIAL_INFORMATION', ['names', 'contacts', 'streets', 'sexes', 'days', 'codes']],
  [
    'security-officer',
    'SERVICE_PROTECTION',
    ['names', 'streets', 'sexes', 'anyDays', 'codes', 'middleDigits', 'mails'],
  ],
  ['partner-analyst', 'CONSENTED_DISCLOSURE', ['names', 'contacts', 'streets', 'sexes', 'anyDays', 'codes']],
  ['advertiser', 'BENEFICIAL_INFORMATION', ['names', 'contacts', 'streets', 'sexes', 'anyDays', 'codes']],
  ['newcomer', 'ANONYMISED_DISCLOSURE', ['names', 'contacts', 'streets', 'sexes', 'anyDays', 'codes']],
];

const PEOPLE = [
  ['club', 'guardians'],
  ['club', 'children'],
  ['coop', 'members'],
] as const;

function everywhere(set: string): Change {
  return async ({ data }) => {
    for (const [source, table] of PEOPLE) await data[source].query(`update ${table} set ${set}`);
  };
}

const CHANGES = {
  names: everywhere(
    "family_name = '別' || id, given_name = '名', family_kana = chr(12450 + id % 40) || id, given_kana = 'ナ'",
  ),
  contacts: async ({ data }: Gateway) => {
    await data.club.query(
      "update guardians set phone = case when id % 3 = 0 then null else '022-' || 1000 + id end, email = case when id % 2 = 0 then null else 'a' || id || '@b.jp' end",
    );
    await data.club.query('update children set phone = null, email = null');
    await data.coop.query("update members set phone = '1', email = null");
  },
  streets: everywhere("street = '別町' || id || '-1-1', postal_code = '000-' || lpad(id::text, 4, '0')"),
  sexes: everywhere("sex = case when id % 3 = 0 then 'OTHER' when sex = 'MALE' then 'FEMALE' else 'MALE' end"),
  /** Another day of the same month, but for the months in which school years and today's ages turn. */
  days: everywhere(
    "birth_date = date_trunc('month', birth_date)::date + (extract(day from birth_date)::int * 7 % 28) where extract(month from birth_date) not in (4, 11)",
  ),
  /** Guardians of one age band exchange their birth dates. */
  bandOrder: async ({ data }: Gateway) => {
    const band = ageBandSql('birth_date', "'2026-11-22'");
    const ranked = `select id, birth_date, ${band} as band, row_number() over (partition by ${band} order by id) as rank,
      count(*) over (partition by ${band}) as size from guardians`;
    await data.club.query(`update guardians g set birth_date = b.birth_date from (${ranked}) a join (${ranked}) b
      on a.band = b.band and b.rank = a.size + 1 - a.rank where a.id = g.id`);
  },
  anyDays: everywhere('birth_date = birth_date - 40 * (1 + id % 5)'),
  codes: async ({ data }: Gateway) => {
    await data.coop.query(
      "update members set member_code = lpad(((member_code::bigint * 31 + 7) % 100000000)::text, 8, '0')",
    );
    await data.club.query(
      "update guardians set member_code = lpad(((member_code::bigint * 31 + 7) % 100000000)::text, 8, '0')",
    );
  },
  middleDigits: everywhere(
    "phone = regexp_replace(phone, '^(0[0-9]{2})-([0-9]{4})-([0-9]{4})$', '\\1-4321-\\3') where phone is not null",
  ),
  mails: everywhere(
    "email = left(email, 1) || 'zzz' || id || '@elsewhere.example' || substring(email from '\\.[a-z]+$') where email is not null",
  ),
} as const;

const FIELDS =
  'id name kana sex birthDate birthYear ageBand postalCode address municipality { code } phone email memberCode';
const ORDERS = ['KANA', 'KANA_DESC', 'BIRTH_DATE', 'BIRTH_DATE_DESC', 'MUNICIPALITY', 'MUNICIPALITY_DESC'];

interface Drawn {
  readonly field: 'guardians' | 'children' | 'members';
  readonly where: Readonly<Record<string, unknown>>;
  readonly orderBy: readonly string[];
  readonly first: number;
  readonly deep: boolean;
}

const FILTERS: readonly fc.Arbitrary<Readonly<Record<string, unknown>>>[] = [
  fc.constant({}),
  fc.record({ municipality: fc.subarray(['04101', '04102', '04103', '04104', '04105'], { minLength: 1 }) }),
  fc.record({ ageBand: fc.subarray(['AGE_30_39', 'AGE_40_49', 'AGE_9_11', 'AGE_12_14', 'AGE_6_8'], { minLength: 1 }) }),
  fc.record({ sex: fc.constantFrom('FEMALE', 'MALE', 'OTHER') }),
  fc.record({ name: fc.constantFrom('別1 名', '別2 名', '高橋 彩香', '') }),
  fc.record({ kanaStartsWith: fc.constantFrom('タ', 'ア', '', 'イ') }),
  fc.record({ phone: fc.constantFrom('1', '090-1234-5678') }),
  fc.record({ email: fc.constantFrom('a1@b.jp', 'taro@example.jp') }),
];

/** Mostly one input at a time: a list that another input has closed would hide a leak. */
const drawn: fc.Arbitrary<Drawn> = fc.record({
  field: fc.constantFrom('guardians' as const, 'guardians' as const, 'children' as const, 'members' as const),
  where: fc.oneof(
    ...FILTERS,
    fc.tuple(FILTERS[1] ?? fc.constant({}), fc.oneof(...FILTERS)).map(([one, other]) => ({ ...one, ...other })),
  ),
  orderBy: fc.oneof(
    fc.constant([]),
    fc.constant([]),
    fc.constantFrom(...ORDERS).map((order) => [order]),
    fc.subarray(ORDERS, { maxLength: 2 }),
  ),
  first: fc.constantFrom(3, 20, 200),
  deep: fc.boolean(),
});

async function answerOf(gateway: Gateway, [as, purpose]: readonly [string, string], question: Drawn): Promise<Answer> {
  const { field, where, orderBy, first, deep } = question;
  const filter = { guardians: 'GuardianFilter', children: 'ChildFilter', members: 'MemberFilter' }[field];
  const relation =
    !deep || field === 'members'
      ? ''
      : field === 'guardians'
        ? `children { ${FIELDS} } member { ${FIELDS} }`
        : `guardians { ${FIELDS} }`;
  const query = `query ($where: ${filter}, $orderBy: [PersonOrder!], $first: Int!) { ${field}(where: $where, orderBy: $orderBy, first: $first) {
    nodes { ${FIELDS} ${relation} } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
  return gateway.ask({ as, purpose, query, variables: { where, orderBy, first } });
}

/** Everything observable but the date, and cursors: they are sealed with a nonce, so only their length counts. */
function observable({ everything }: Answer): string {
  return withoutReceipt(everything)
    .replace(/\nDate\n[^\n]*/i, '')
    .replaceAll(/"(cursor|endCursor)":"([^"]*)"/g, (_, name: string, value: string) => `"${name}":${value.length}`);
}

/** How many of the questions are answered differently, until the first. */
async function firstDifference(
  worlds: readonly Gateway[],
  caller: readonly [string, string],
  runs: number,
): Promise<unknown> {
  const property = fc.asyncProperty(drawn, async (question) => {
    const [one, other] = await Promise.all(worlds.map(async (world) => answerOf(world, caller, question)));
    return one !== undefined && other !== undefined && observable(one) === observable(other);
  });
  const { counterexample } = await fc.check(property, { numRuns: runs, seed: 20261122, endOnFailure: true });
  return counterexample;
}

/** Plants a leak: an input that is not looked at. */
const open =
  (coordinate: string) =>
  (environment: GraphEnvironment): GraphEnvironment => {
    const label = environment.labels.inputs[coordinate];
    if (label === undefined) throw new Error(`No input "${coordinate}".`);
    const inputs = { ...environment.labels.inputs, [coordinate]: { ...label, kind: 'PUBLIC' } as typeof label };
    return { ...environment, labels: { ...environment.labels, inputs } };
  };

let here: Gateway;
let there: Gateway;
beforeAll(async () => {
  [here, there] = await Promise.all([startGateway(), startGateway()]);
  for (const [source, table] of PEOPLE)
    await there.data[source].query(`create table original_${table} as table ${table}`);
});
afterAll(async () => Promise.all([here.close(), there.close()]));

/** Makes the other world differ in this alone, and the rows lie in another order than before. */
async function changeThere(changes: readonly (keyof typeof CHANGES)[]): Promise<void> {
  for (const [source, table] of PEOPLE) {
    const { rows } = await there.data[source].query<{ column_name: string }>(
      "select column_name from information_schema.columns where table_name = $1 and column_name <> 'id'",
      [table],
    );
    const set = rows.map(({ column_name: column }) => `${column} = o.${column}`).join(', ');
    await there.data[source].query(`update ${table} t set ${set} from original_${table} o where o.id = t.id`);
  }
  for (const change of changes) await CHANGES[change](there);
}

test.each(POLICIES)('%s for %s cannot tell worlds apart that differ in %j', async (as, purpose, unseen) => {
  await changeThere(unseen);
  expect(await firstDifference([here, there], [as, purpose], 40)).toBeNull();
});

test('who may see a column does see the difference: the worlds are not the same', async () => {
  await changeThere(['names']);
  expect(await firstDifference([here, there], ['coop-staff', 'CLUB_OPERATION'], 10)).not.toBeNull();
  await changeThere(['anyDays']);
  expect(await firstDifference([here, there], ['affiliate-staff', 'CLUB_OPERATION'], 40)).not.toBeNull();
});

describe('a planted leak is found by the same test', () => {
  test.each([
    ['GuardianFilter.sex', 'sexes', 'operator-staff'],
    ['GuardianFilter.kanaStartsWith', 'names', 'affiliate-staff'],
    ['PersonOrder.KANA', 'names', 'affiliate-staff'],
    ['PersonOrder.BIRTH_DATE', 'bandOrder', 'affiliate-staff'],
  ] as const)('when %s is not looked at', async (coordinate, change, as) => {
    await changeThere([change]);
    const worlds = await Promise.all([here, there].map(async (on) => startGateway({ on, change: open(coordinate) })));
    try {
      expect(await firstDifference(worlds, [as, 'CLUB_OPERATION'], 300)).not.toBeNull();
    } finally {
      await Promise.all(worlds.map(async (world) => world.close()));
    }
  });
});

describe('where rows are shown as the classes that were counted', () => {
  const recount = async () => Promise.all([here, there].map(recountRowClasses));
  afterAll(async () => Promise.all([here, there].map(async ({ data }) => leaveRowsUnrolled(data.governance))));

  test.each(POLICIES.filter(([as]) => as === 'affiliate-staff' || as === 'marketing-tool'))(
    '%s for %s cannot tell worlds apart that differ in %j',
    async (as, purpose, unseen) => {
      await changeThere(unseen);
      await recount();
      expect(await firstDifference([here, there], [as, purpose], 40)).toBeNull();
    },
  );

  test('a sort that is not looked at is found there as well', async () => {
    await changeThere(['bandOrder']);
    await recount();
    const change = open('PersonOrder.BIRTH_DATE');
    const worlds = await Promise.all([here, there].map(async (on) => startGateway({ on, change })));
    try {
      expect(await firstDifference(worlds, ['affiliate-staff', 'CLUB_OPERATION'], 300)).not.toBeNull();
    } finally {
      await Promise.all(worlds.map(async (world) => world.close()));
    }
  });

  test('a filter that is not looked at compares what rows show, and tells nothing', async () => {
    await changeThere(['sexes']);
    await recount();
    const change = open('GuardianFilter.sex');
    const worlds = await Promise.all([here, there].map(async (on) => startGateway({ on, change })));
    try {
      expect(await firstDifference(worlds, ['affiliate-staff', 'CLUB_OPERATION'], 100)).toBeNull();
    } finally {
      await Promise.all(worlds.map(async (world) => world.close()));
    }
  });
});

test('rows that a caller may not see are not noticed: not in lists, pages, counts nor relations (A27, A28)', async () => {
  await changeThere([]);
  const { club, coop } = there.data;
  await coop.query('delete from purchases where id % 2 = 0');
  await club.query("update guardians set deceased_on = '2026-01-01' where id % 3 = 0");
  await club.query('delete from guardian_links where id % 4 = 0');
  for (const caller of [
    ['marketing-tool', 'AGGREGATE_ANALYSIS'],
    ['newcomer', 'ANONYMISED_DISCLOSURE'],
    ['partner-analyst', 'CONSENTED_DISCLOSURE'],
    ['advertiser', 'BENEFICIAL_INFORMATION'],
  ] as const) {
    expect(await firstDifference([here, there], caller, 10)).toBeNull();
  }
});

test('the schema has no other way in: each input that names a column has its label', () => {
  const inputs = Object.entries(here.environment.labels.inputs);
  expect(inputs.filter(([, label]) => label.kind === 'PERSONAL').length).toBeGreaterThan(25);
});
