import { arrangeSubjects } from '../support/arrangeSubjects.js';
import { startGateway, type Answer, type As, type Gateway } from '../support/startGateway.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

interface Asked {
  readonly as: As;
  readonly purpose?: string;
  readonly field?: 'guardians' | 'children' | 'members';
  readonly where?: Record<string, unknown>;
  readonly orderBy?: readonly string[];
}

const FILTER = { guardians: 'GuardianFilter', children: 'ChildFilter', members: 'MemberFilter' } as const;

async function list({ as, purpose = 'CLUB_OPERATION', field = 'guardians', where, orderBy }: Asked): Promise<Answer> {
  const query = `query ($where: ${FILTER[field]}, $orderBy: [PersonOrder!]) {
    ${field}(first: 1000, where: $where, orderBy: $orderBy) { nodes { id name } } }`;
  return gateway.ask({ as, purpose, query, variables: { where, orderBy } });
}

async function namesOf(asked: Asked): Promise<string[]> {
  const answer = await list(asked);
  expect(answer.body.errors).toBeUndefined();
  return answer.body.data[asked.field ?? 'guardians'].nodes.map((node: { name: string }) => node.name);
}

async function expectRefused(asked: Asked, coordinate: string): Promise<void> {
  gateway.takeStatements();
  const answer = await list(asked);
  expect(gateway.takeStatements()).toEqual([]);
  expect(answer.body.data).toEqual({ [asked.field ?? 'guardians']: null });
  expect(answer.body.errors).toBeUndefined();
  const refused = answer.body.extensions?.governance.decisions.filter(({ reason }) => reason === 'INPUT_NOT_ALLOWED');
  expect(refused?.map((entry) => entry.coordinate)).toContain(coordinate);
}

// The operator: names raw, age band and municipality, telephone masked but for the own class, no sex (O01).
describe('a filter is open to a caller who sees its category at that form in every row', () => {
  test.each([
    ['name', { name: '試験 花子10' }, ['試験 花子10']],
    [
      'the beginning of the kana',
      { kanaStartsWith: 'シケン ハナコ1' },
      ['10', '11', '12', '13'].map((n) => `試験 花子${n}`),
    ],
    ['municipality and name', { municipality: ['04101'], name: '試験 花子11' }, ['試験 花子11']],
    ['another municipality', { municipality: ['04999'], name: '試験 花子11' }, []],
    ['age band', { ageBand: ['AGE_40_49'], name: '試験 花子12' }, ['試験 花子12']],
    ['another age band', { ageBand: ['AGE_50_59', 'AGE_30_39'], name: '試験 花子12' }, []],
  ])('by %s', async (_, where, names) => {
    expect(
      (await namesOf({ as: 'operator-staff', where })).filter((name) => name.startsWith('試験')).toSorted(),
    ).toEqual(names);
  });

  test('and nulls ask for nothing', async () => {
    const all = await namesOf({ as: 'operator-staff' });
    expect(
      await namesOf({ as: 'operator-staff', where: { phone: null, sex: null, memberCode: null }, orderBy: [] }),
    ).toEqual(all);
    expect(await namesOf({ as: 'operator-staff', where: {} })).toEqual(all);
  });
});

describe('a filter or sort by what is masked, generalised, pseudonymised or withheld', () => {
  test.each([
    ['operator-staff', 'phone', '090-1234-5610'],
    ['operator-staff', 'email', 'hanako10@example.jp'],
    ['operator-staff', 'sex', 'FEMALE'],
    ['operator-staff', 'memberCode', '70000010'],
    ['affiliate-staff', 'name', '試験 花子10'],
    ['affiliate-staff', 'kanaStartsWith', 'シ'],
    ['coop-staff', 'phone', '090-1234-5610'],
    ['club-staff', 'phone', '090-1234-5610'],
    ['club-staff', 'sex', 'FEMALE'],
  ])('is refused before the data are touched: %s by %s', async (as, field, value) => {
    await expectRefused({ as, where: { [field]: value } }, `GuardianFilter.${field}`);
  });

  test.each([
    ['operator-staff', 'BIRTH_DATE'],
    ['operator-staff', 'BIRTH_DATE_DESC'],
    ['affiliate-staff', 'KANA'],
    ['affiliate-staff', 'KANA_DESC'],
  ])('is refused before the data are touched: %s sorted by %s', async (as, key) => {
    await expectRefused({ as, orderBy: [key] }, `PersonOrder.${key}`);
    await expectRefused({ as, orderBy: ['MUNICIPALITY', key] }, `PersonOrder.${key}`);
  });

  test('is refused alike when it would find nobody, when it would find all, and when it makes no sense', async () => {
    const said = await Promise.all(
      ['090-1234-5610', '000-0000-0000', '', "' or 1=1 --", '\u0000'].map(
        async (phone) => (await list({ as: 'operator-staff', where: { phone } })).text,
      ),
    );
    expect(new Set(said).size).toBe(1);
  });

  test('is refused as a literal, a default of a variable, through a fragment and under an alias', async () => {
    const documents = [
      '{ found: guardians(where: { phone: "090-1234-5610" }) { nodes { id } } }',
      'query ($w: GuardianFilter = { phone: "090-1234-5610" }) { found: guardians(where: $w) { nodes { id } } }',
      'query ($p: String = "090-1234-5610") { found: guardians(where: { phone: $p }) { nodes { id } } }',
      'query { ...F } fragment F on Query { found: guardians(where: { municipality: ["04101"], phone: "090-1234-5610" }) { edges { node { id } } } }',
      '{ found: guardians(orderBy: BIRTH_DATE) { nodes { id } } }',
      'query ($o: PersonOrder! = BIRTH_DATE) { found: guardians(orderBy: [$o]) { nodes { id } } }',
    ];
    for (const query of documents) {
      gateway.takeStatements();
      const { body } = await gateway.ask({ as: 'operator-staff', purpose: 'CLUB_OPERATION', query });
      expect([body.data, body.errors]).toEqual([{ found: null }, undefined]);
      expect(gateway.takeStatements()).toEqual([]);
    }
  });

  test('closes its own list only', async () => {
    const query =
      '{ a: guardians(first: 1, where: { phone: "1" }) { nodes { id } } b: guardians(first: 1) { nodes { id } } }';
    const { body } = await gateway.ask({ as: 'operator-staff', purpose: 'CLUB_OPERATION', query });
    expect(body.data.a).toBeNull();
    expect(body.data.b.nodes).toHaveLength(1);
  });
});

test('a raw category may be sorted by: the co-op by kana, the club by birth date', async () => {
  const query = '{ guardians(first: 1000, orderBy: [BIRTH_DATE_DESC]) { nodes { birthDate } } }';
  const { body } = await gateway.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query });
  const dates = body.data.guardians.nodes.map((node: { birthDate: string }) => node.birthDate) as string[];
  expect(dates.length).toBeGreaterThan(20);
  expect(dates).toEqual(dates.toSorted().toReversed());
  expect((await list({ as: 'coop-staff', orderBy: ['KANA'] })).body.data.guardians.nodes.length).toBeGreaterThan(20);
});

test('a category that only some rows show is no filter: opted-in names, children of the own class', async () => {
  await expectRefused({ as: 'subcontractor-staff', where: { name: '試験 花子10' } }, 'GuardianFilter.name');
  const asked = { as: 'coop-staff', purpose: 'BENEFICIAL_INFORMATION', where: { name: '試験 花子10' } } as const;
  await expectRefused(asked, 'GuardianFilter.name');
});

test('the class of a child is in no category of the joint use, so only the Club filters by it', async () => {
  const classId = gateway.idOf('club-staff', 'Class', 900_001);
  const names = await namesOf({ as: 'club-staff', field: 'children', where: { classId } });
  expect(names.toSorted()).toEqual(['試験 花子15', '試験 花子19', '試験 花子20']);
  await expectRefused(
    { as: 'operator-staff', field: 'children', where: { classId: gateway.idOf('operator-staff', 'Class', 900_001) } },
    'ChildFilter.classId',
  );
  for (const forged of ['x', '900001', gateway.idOf('operator-staff', 'Class', 900_001)]) {
    expect(await namesOf({ as: 'club-staff', field: 'children', where: { classId: forged } })).toEqual([]);
  }
});

test('a member who is no participant can be looked up by nobody of the Club, the operator or a partner', async () => {
  const said = new Set<string>();
  for (const name of ['試験 花子22', '誰 もいない']) {
    for (const as of ['club-staff', 'operator-staff'] as const) {
      gateway.takeStatements();
      const { body } = await list({ as, field: 'members', where: { name } });
      expect(body.data).toEqual({ members: null });
      expect(gateway.takeStatements()).toEqual([]);
      said.add(`${as} ${JSON.stringify(body)}`);
    }
  }
  expect(said.size).toBe(2);
});

test('letters that no database text can hold find nobody, and are no failure of the source', async () => {
  for (const name of ['\u0000', 'a\u0000b', '\ud800']) {
    const { body } = await list({ as: 'operator-staff', where: { name } });
    expect([body.errors?.[0]?.extensions.code ?? null, body.data?.guardians?.nodes ?? null]).not.toEqual([
      'SOURCE_UNAVAILABLE',
      null,
    ]);
  }
});
