import { countWhenMissing } from '../../../src/analysis/rowClasses/countWhenMissing.js';
import { DESK, openRegisters } from '../../conformance/httpRegisters.js';
import { recountRowClasses } from '../../support/recountRowClasses.js';
import { startGateway, type Data, type Gateway } from '../../support/startGateway.js';

/** The purchase segment of the analysis store as a field of rows, and as a quasi-identifier of those that show nobody's name. */

const K = 10;
const TOOL = { as: 'marketing-tool', purpose: 'BENEFICIAL_INFORMATION' } as const;
const STAFF = { as: 'club-staff', purpose: 'BENEFICIAL_INFORMATION' } as const;
const LIST = '{ guardians(first: 500) { nodes { id name ageBand municipality { code } purchaseSegment } } }';

let gateway: Gateway;
let guardians: readonly { readonly id: number; readonly family: number }[];

beforeAll(async () => {
  gateway = await startGateway({ snapshot: true, rowClasses: 'COUNTED' });
  const { club } = gateway.data;
  ({ rows: guardians } = await club.query<{ id: number; family: number }>(
    'SELECT id, family_id AS family FROM guardians WHERE deceased_on IS NULL AND left_on IS NULL ORDER BY id',
  ));
  await club.query(
    `INSERT INTO advertising_opt_ins (subject_kind, subject_id, giver_kind, giver_id, state, channel, proof_reference, recorded_at)
     SELECT 'GUARDIAN', id, 'GUARDIAN', id, 'OPTED_IN', 'PAPER', 'proof', '2026-06-01' FROM guardians
     ON CONFLICT (subject_kind, subject_id, giver_kind, giver_id) DO UPDATE SET state = 'OPTED_IN'`,
  );
  // Forty families share one place and age band, so that it is the segment that tells them apart.
  await club.query("UPDATE guardians SET municipality_code = '04101', birth_date = '1985-07-09'");
});
afterAll(async () => gateway.close());

const count = async () => recountRowClasses(gateway);
const consent = async (reference: number, recipient: string) =>
  gateway.environment.consents.grant({
    subject: { kind: 'GUARDIAN', reference },
    giver: { kind: 'GUARDIAN', reference, relation: 'SELF', ageAtEvent: 40 },
    purpose: 'BENEFICIAL_INFORMATION',
    recipient,
    categories: ['PURCHASE_HISTORY'],
    textVersion: '2026-04',
    language: 'ja',
    channel: 'DESK',
    validUntil: null,
  });
const nodes = async (asking: typeof TOOL | typeof STAFF): Promise<Data[]> => {
  const { body } = await gateway.ask({ ...asking, query: LIST });
  expect(body.errors).toBeUndefined();
  return body.data.guardians.nodes as Data[];
};
const familyOf = (as: string) =>
  new Map(guardians.map(({ id, family }) => [gateway.idOf(as, 'Guardian', id), family] as const));

test('without consent no segment comes out, of nobody', async () => {
  await count();
  const rows = await nodes(TOOL);
  expect(rows.length).toBeGreaterThan(K);
  expect(rows.every(({ purchaseSegment }) => purchaseSegment === null)).toBe(true);
});

test('class and segment are shared by k families together, and some segment is shown', async () => {
  const { organisation } = gateway.identity('marketing-tool');
  for (const { id } of guardians) for (const recipient of [organisation, 'GAKKO']) await consent(id, recipient);
  await count();
  const families = familyOf('marketing-tool');
  const rows = await nodes(TOOL);
  const classes = Map.groupBy(rows, (row) =>
    JSON.stringify([row.ageBand, row.municipality?.code ?? null, row.purchaseSegment]),
  );
  for (const sharing of classes.values())
    expect(new Set(sharing.map(({ id }) => families.get(id as string))).size).toBeGreaterThanOrEqual(K);
  const shown = rows.filter(({ purchaseSegment }) => purchaseSegment !== null);
  expect(shown.length).toBeGreaterThanOrEqual(K);
});

test('asked alone, by id, a row says the same of itself; and a withdrawn consent counts at once', async () => {
  const shown = (await nodes(TOOL)).find(({ purchaseSegment }) => purchaseSegment !== null);
  const id = shown.id as string;
  const single = async () =>
    (await gateway.ask({ ...TOOL, query: `{ guardian(id: "${id}") { purchaseSegment } }` })).body.data.guardian
      .purchaseSegment as string | null;
  expect(await single()).toBe(shown.purchaseSegment);
  const key = guardians.find((each) => gateway.idOf('marketing-tool', 'Guardian', each.id) === id)?.id ?? 0;
  await gateway.environment.consents.withdrawAll({ kind: 'GUARDIAN', reference: key }, { channel: 'DESK' });
  expect(await single()).toBeNull();
});

test('a row with a name shows the segment as the family has it, only with consent', async () => {
  const rows = await nodes(STAFF);
  const named = rows.filter(({ name }) => name !== null);
  expect(new Set(named.map(({ purchaseSegment }) => purchaseSegment as string | null)).size).toBeGreaterThan(2);
  expect(named.some(({ purchaseSegment }) => purchaseSegment === 'ANY')).toBe(false);
  expect(named.some(({ purchaseSegment }) => purchaseSegment === null)).toBe(true);
});

const membersByFamily = async () => {
  const { rows } = await gateway.data.club.query<{ id: number; family: number; member: boolean }>(
    'SELECT id, family_id AS family, member_code IS NOT NULL AS member FROM guardians WHERE id = ANY($1) ORDER BY id',
    [guardians.map(({ id }) => id)],
  );
  return [...Map.groupBy(rows, ({ family }) => family).values()].filter(({ length }) => length === 2);
};

test('one guardian consents: the segment has purchases of both members in it, and comes out only when the other one consents too', async () => {
  const segmentOf = async (id: number) => {
    const query = `{ guardian(id: "${gateway.idOf('club-staff', 'Guardian', id)}") { name purchaseSegment } }`;
    return (await gateway.ask({ ...STAFF, query })).body.data.guardian;
  };
  const couples = await membersByFamily();
  const [one, other] = couples.find((couple) => couple.every(({ member }) => member)) ?? [];
  if (one === undefined || other === undefined) throw new Error('No family has two members.');
  const shown = (await segmentOf(other.id)).purchaseSegment as string;
  expect(shown).not.toBeNull();
  await gateway.environment.consents.withdrawAll({ kind: 'GUARDIAN', reference: one.id }, { channel: 'DESK' });
  expect(await segmentOf(other.id)).toEqual({ name: expect.any(String) as string, purchaseSegment: null });
  const { rows } = await gateway.data.club.query<{ code: string }>(
    'SELECT member_code AS code FROM guardians WHERE id = $1',
    [one.id],
  );
  await gateway.data.club.query('UPDATE guardians SET member_code = NULL WHERE id = $1', [one.id]);
  expect((await segmentOf(other.id)).purchaseSegment).toBe(shown);
  await gateway.data.club.query('UPDATE guardians SET member_code = $2 WHERE id = $1', [one.id, rows[0]?.code]);
  expect((await segmentOf(other.id)).purchaseSegment).toBeNull();
  // Of two words of one instant the no counts.
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 1000);
  for (const recipient of [gateway.identity('marketing-tool').organisation, 'GAKKO']) await consent(one.id, recipient);
  expect((await segmentOf(other.id)).purchaseSegment).toBe(shown);
});

test('a family that one member closes makes no segment larger: what comes out is still shared by k families', async () => {
  const families = familyOf('marketing-tool');
  const familiesShowing = async () =>
    new Map(
      [...Map.groupBy(await nodes(TOOL), ({ purchaseSegment }) => purchaseSegment as string | null)].map(
        ([segment, rows]) => [segment, new Set(rows.map(({ id }) => families.get(id as string) ?? 0))] as const,
      ),
    );
  await count();
  const before = [...(await familiesShowing())].filter(([segment]) => segment !== null);
  const [segment, sharing] = before.toSorted(([, a], [, b]) => a.size - b.size)[0] ?? [];
  if (segment === undefined || sharing === undefined) throw new Error('No segment is shown.');
  const couples = (await membersByFamily()).filter(([one]) => sharing.has(one?.family ?? 0));
  const closing = couples.slice(0, sharing.size - K + 1);
  expect(closing).toHaveLength(sharing.size - K + 1);
  for (const couple of closing) {
    const [one] = couple.toSorted((a, b) => Number(b.member) - Number(a.member));
    await gateway.environment.consents.withdrawAll({ kind: 'GUARDIAN', reference: one?.id ?? 0 }, { channel: 'DESK' });
  }
  expect((await familiesShowing()).get(segment)?.size).toBe(K - 1);
  await count();
  for (const showing of (await familiesShowing()).values()) expect(showing.size).toBeGreaterThanOrEqual(K);
});

test('who may see no purchases sees no segment, and is told why', async () => {
  const query = '{ guardians(first: 3) { nodes { name purchaseSegment } } }';
  const { body } = await gateway.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query });
  expect(body.data.guardians.nodes.every(({ purchaseSegment }: Data) => purchaseSegment === null)).toBe(true);
  expect(body.extensions?.governance.decisions).toContainEqual(
    expect.objectContaining({ coordinate: 'Guardian.purchaseSegment', form: 'DENIED' }),
  );
});

test('segments counted with other classes of rows than those a request is shown by are withheld', async () => {
  await count();
  const { rows } = await gateway.data.governance.query<{ shownAs: object; shown: string; k: number }>(
    `SELECT r.classes AS "shownAs", s.k, (SELECT min(key) FROM jsonb_object_keys(s.classes) AS key) AS shown
       FROM analysis_segment_classes s JOIN analysis_row_classes r
         ON r.subject_kind = 'GUARDIAN' AND (r.scope, r.with_sex, r.k) = (s.scope, s.with_sex, s.k)
      WHERE s.purpose = '' AND s.scope = 'PARTICIPATING' AND NOT s.with_sex AND s.classes <> '{}' ORDER BY s.k LIMIT 1`,
  );
  const [pair] = rows;
  if (pair === undefined) throw new Error('Nothing was counted.');
  const { segments } = gateway.environment.rowClasses;
  const { snapshot } = await segments.ofGuardians([]);
  const shownBy = async (rowClasses: object) => {
    const key = { scope: 'PARTICIPATING', withSex: false, k: pair.k, purpose: '', recipient: '' } as const;
    const shown = await segments.shown({ ...key, snapshot, rowClasses: JSON.stringify(rowClasses) });
    const cut = pair.shown.lastIndexOf('|');
    return shown.of(pair.shown.slice(0, cut), pair.shown.slice(cut + 1));
  };
  expect(await shownBy(pair.shownAs)).not.toBeNull();
  expect(await shownBy({ ...pair.shownAs, another: ['AGE_30_39', '04101', ''] })).toBeNull();
});

test('segments counted on another snapshot are withheld until they are counted on the current one', async () => {
  const { governance } = gateway.data;
  const isShown = async () => (await nodes(TOOL)).some(({ purchaseSegment }) => purchaseSegment !== null);
  const countMissing = async () => countWhenMissing({ pool: governance, count });
  await count();
  expect(await isShown()).toBe(true);
  await governance.query('UPDATE analysis_segment_classes SET snapshot = snapshot - 1');
  expect(await isShown()).toBe(false);
  const broken = countWhenMissing({ pool: governance, count: () => Promise.reject(new Error('no club')) });
  await expect(broken).rejects.toThrow('no club');
  expect(await isShown()).toBe(false);
  expect(await countMissing()).toBe('COUNTED');
  expect(await isShown()).toBe(true);
  expect(await countMissing()).toBe('THERE');
});

test('when a guardian stops, the other one of the family shows no segment that has those purchases in it', async () => {
  const named = async () =>
    new Map((await nodes(STAFF)).map(({ id, purchaseSegment }) => [id as string, purchaseSegment as string | null]));
  const shown = await named();
  const segmentOf = (found: Awaited<ReturnType<typeof named>>, id: number) =>
    found.get(gateway.idOf('club-staff', 'Guardian', id)) ?? null;
  const couples = [...Map.groupBy(guardians, ({ family }) => family).values()].filter(({ length }) => length === 2);
  const [one, other] = couples.find((couple) => couple.every(({ id }) => segmentOf(shown, id) !== null)) ?? [];
  if (one === undefined || other === undefined) throw new Error('No couple shows a segment.');
  const registers = await openRegisters(gateway);
  const input = { subject: { kind: 'GUARDIAN', key: one.id }, flag: 'STOP_USE', why: 'asked' };
  await registers.record({ ...DESK, noun: 'SubjectFlag', input });
  expect(segmentOf(await named(), other.id)).toBeNull();
});

test('where nobody has counted, the segments of de-identified rows are withheld', async () => {
  await gateway.data.governance.query('TRUNCATE analysis_segment_classes');
  expect((await nodes(TOOL)).every(({ purchaseSegment }) => purchaseSegment === null)).toBe(true);
});
