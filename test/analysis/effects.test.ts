import { AnalysisStore } from '../../src/analysis/analysisStore.js';
import type { ExactCell } from '../../src/statistics/factStore.js';
import { makeStatisticModel } from '../../src/statistics/model/makeStatisticModel.js';
import { takeSnapshot } from '../../src/takeSnapshot.js';
import { DESK, MANAGER, openRegisters, type Person, type Registers } from '../conformance/httpRegisters.js';
import { findCanaries } from '../attack/findCanaries.js';
import { arrangeCanaries } from '../attack/arrangeCanaries.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { manyQuestions, shown } from './storeQuestions.js';

/** What the registers take back over HTTP counts in the store with the commit, and as a rebuild would have it. */

let gateway: Gateway;
let registers: Registers;
let store: AnalysisStore;
const refresh = async (full = true) => {
  const { sources, secret, policies } = gateway.environment;
  const governance = { pool: gateway.data.governance };
  const foundation = { sources, governance, secret: Buffer.from(secret) } as unknown as Parameters<
    typeof takeSnapshot
  >[0];
  return takeSnapshot(foundation, { policies, now: gateway.clock.now, full });
};

beforeAll(async () => {
  gateway = await startGateway();
  registers = await openRegisters(gateway);
  store = new AnalysisStore({ pool: gateway.data.governance });
  await refresh();
});
afterAll(async () => gateway.close());

const text = (cells: readonly ExactCell[]) =>
  cells.map(
    ({ by, sums }) => [JSON.stringify(by), Object.entries(sums).map(([sum, value]) => `${sum} ${value}`)] as const,
  );

/** Every question of the club's policy, by its words. */
async function answers(): Promise<ReadonlyMap<string, unknown>> {
  const { id } = await store.currentSnapshot();
  const { statistics } = gateway.environment.policies.policyAt(gateway.clock.now);
  const found = new Map<string, unknown>();
  for (const asked of manyQuestions(makeStatisticModel(statistics, '2026-11-22'))) {
    const cells = text(await store.sums({ ...asked.question, snapshot: id }));
    found.set(
      `${shown(asked)} ${JSON.stringify(asked.question.keep)}`,
      cells.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
  return found;
}

const topicsThatDiffer = (before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>) => [
  ...new Set(
    [...before]
      .filter(([key, cells]) => JSON.stringify(cells) !== JSON.stringify(after.get(key)))
      .map(([key]) => key.split(' ')[0]),
  ),
];

const FAMILY_TOPICS = ['FAMILIES', 'CHILDREN', 'ENROLMENTS', 'ATTENDANCE', 'PURCHASES', 'CAMPAIGNS'];

/** A guardian who bought, entered a campaign, and has a child with lessons: somebody whom every topic counts. */
async function everywhere(): Promise<{ readonly guardian: Person; readonly child: Person; readonly member: Person }> {
  const { club, coop, broadcaster } = gateway.data;
  const entered = await broadcaster.query<{ id: number }>(
    'SELECT DISTINCT guardian_reference AS id FROM campaign_entries',
  );
  const { rows } = await club.query<{ guardian: number; child: number; code: string }>(
    `SELECT g.id AS guardian, c.id AS child, g.member_code AS code FROM guardians g JOIN children c USING (family_id)
     WHERE g.id = ANY($1) AND g.member_code IS NOT NULL AND g.left_on IS NULL AND g.deceased_on IS NULL AND c.left_on IS NULL AND c.deceased_on IS NULL
       AND EXISTS (SELECT FROM enrolments e JOIN attendance a ON a.enrolment_id = e.id WHERE e.child_id = c.id AND a.held_on < '2026-11-01')
     ORDER BY 1, 2`,
    [entered.rows.map(({ id }) => id)],
  );
  const bought = await coop.query<{ id: number; code: string }>(
    `SELECT DISTINCT m.id, member_code AS code FROM members m JOIN purchases p ON p.member_id = m.id WHERE member_code = ANY($1) AND purchased_on < '2026-11-01'`,
    [rows.map(({ code }) => code)],
  );
  const [one] = rows.filter(({ code }) => bought.rows.some((each) => each.code === code));
  if (one === undefined) throw new Error('Nobody is in every topic.');
  const member = bought.rows.find(({ code }) => code === one.code)?.id ?? 0;
  return {
    guardian: { kind: 'GUARDIAN', key: one.guardian },
    child: { kind: 'CHILD_PARTICIPANT', key: one.child },
    member: { kind: 'COOP_MEMBER', key: member },
  };
}

type Whom = 'guardian' | 'child' | 'member';
const flagged = (flag: string) => async (subject: Person) =>
  registers.record({ ...DESK, noun: 'SubjectFlag', input: { subject, flag, why: 'asked' } });
const died = async (subject: Person) =>
  registers.record({ ...DESK, noun: 'Deceased', input: { subject, deceasedOn: '2026-11-20', evidence: 'a paper' } });

test.each<readonly [string, Whom, (subject: Person) => Promise<string>]>([
  ['a guardian stops the use', 'guardian', flagged('STOP_USE')],
  ['a child stops the use', 'child', flagged('STOP_USE')],
  ['a member of the co-op is erased', 'member', flagged('ERASED')],
  ['a child has died', 'child', died],
])('%s: at once no topic counts the family, and a rebuild says the same', async (_title, whom, change) => {
  const before = await answers();
  await change((await everywhere())[whom]);
  const after = await answers();
  expect(topicsThatDiffer(before, after)).toEqual(FAMILY_TOPICS);
  await refresh(false);
  expect(topicsThatDiffer(after, await answers())).toEqual([]);
  await refresh(true);
  expect(topicsThatDiffer(after, await answers())).toEqual([]);
  await registers.putBack();
  await gateway.data.governance.query('DELETE FROM analysis_effects');
  await refresh();
  expect(topicsThatDiffer(before, await answers())).toEqual([]);
});

test('a stop that ends gives the family back at once; one of provision takes nothing', async () => {
  const before = await answers();
  const { guardian } = await everywhere();
  const key = await flagged('STOP_USE')(guardian);
  expect(topicsThatDiffer(before, await answers())).toEqual(FAMILY_TOPICS);
  await registers.end({ ...MANAGER, noun: 'SubjectFlag', key });
  expect(topicsThatDiffer(before, await answers())).toEqual([]);
  await flagged('STOP_PROVISION')(guardian);
  expect(topicsThatDiffer(before, await answers())).toEqual([]);
  await registers.putBack();
});

test('a stop that is refused changes nothing: the effect is in the transaction of its cause', async () => {
  const before = await answers();
  const { guardian } = await everywhere();
  const refused = await registers.tryToRecord({
    as: 'club-staff',
    purpose: 'CLUB_OPERATION',
    noun: 'SubjectFlag',
    input: { subject: guardian, flag: 'STOP_USE', why: 'asked' },
  });
  expect(refused.said).toBeNull();
  expect(topicsThatDiffer(before, await answers())).toEqual([]);
});

test('a withdrawn consent of coverage is counted no more, at once, and the family still is', async () => {
  const { guardian } = await everywhere();
  const as = {
    subjectId: 'g',
    organisation: 'SELF',
    roles: ['SELF_GUARDIAN'],
    subject: { kind: guardian.kind, reference: guardian.key },
  } as const;
  const ask = async (query: string): Promise<string> => {
    const { body } = await gateway.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query });
    return (body.data as { readonly said: { readonly id: string } }).said.id;
  };
  const said = `purpose: CONSENTED_DISCLOSURE, recipient: "PARTNER_BOOKS", textVersion: "2026-04", language: "ja", categories: [NAME]`;
  const granted = await ask(`mutation { said: grantConsent(input: { ${said} }) { id } }`);
  const coverage = async () => {
    const { id } = await store.currentSnapshot();
    const [cell] = await store.sums({
      snapshot: id,
      topic: 'FAMILIES',
      grain: [],
      regroupedFrom: null,
      clamp: {},
      groupBy: [],
      keep: {},
      sums: ['FAMILIES', 'CONSENTING'],
    });
    return cell?.sums;
  };
  await refresh();
  const before = await coverage();
  await ask(`mutation { said: withdrawConsent(consentId: "${granted}") { id } }`);
  const after = await coverage();
  expect([after?.FAMILIES, after?.CONSENTING]).toEqual([before?.FAMILIES, (before?.CONSENTING ?? 0n) - 1n]);
  await refresh();
  expect(await coverage()).toEqual(after);
});

test('no value of any column of the store is a token of a source, nor a digest of one', async () => {
  const canaries = await arrangeCanaries(gateway);
  await refresh();
  const { governance } = gateway.data;
  const { rows } = await governance.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname LIKE 'analysis\\_%' ORDER BY 1`,
  );
  const found: string[] = [];
  let values = 0;
  for (const { name } of rows) {
    const table = await governance.query<Record<string, unknown>>(`SELECT to_jsonb(t) AS row FROM ${name} t`);
    const rowsOfTable = table.rows.map(({ row }) => JSON.stringify(row));
    values += rowsOfTable.length;
    for (const row of rowsOfTable)
      for (const token of findCanaries(row, canaries)) found.push(`${name}: ${canaries.tokens.get(token) ?? token}`);
  }
  // Dates of the calendar and of the snapshot are no dates of people.
  expect(found.filter((each) => !each.startsWith('analysis_snapshots'))).toEqual([]);
  expect(rows.length).toBeGreaterThan(25);
  expect(values).toBeGreaterThan(1_000);
});

const LIKE_A_PERSON = /name|kana|code|_on$|_id$|street|phone|mail|product$|receipt|reference|yen/;

test('no table of the store has a column for a name, a code, a date, a street, a product, a receipt or a key of a source', async () => {
  const { rows } = await gateway.data.governance.query<{ name: string; type: string }>(
    `SELECT DISTINCT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_name ~ '^analysis_(families|subjects|facts|cube|effects)'`,
  );
  expect(rows.filter(({ type }) => !['smallint', 'integer', 'bigint', 'boolean', 'bytea'].includes(type))).toEqual([]);
  expect(rows.filter(({ name }) => LIKE_A_PERSON.test(name))).toEqual([]);
  expect(
    rows
      .filter(({ type }) => type === 'bytea')
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['digest', 'family_pseudonym', 'subject_pseudonym']);
});

test('of the other tables only days of the calendar and the digest of public tables are named like one, and none has bytes', async () => {
  const { rows } = await gateway.data.governance.query<{ name: string; type: string }>(
    `SELECT DISTINCT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_name ~ '^analysis_' AND table_name !~ '^analysis_(families|subjects|facts|cube|effects)'`,
  );
  const like = rows.filter(({ name }) => LIKE_A_PERSON.test(name)).map(({ name }) => name);
  expect(new Set(like)).toEqual(new Set(['taken_on', 'reference_digest']));
  expect(rows.filter(({ type }) => type === 'bytea')).toEqual([]);
});
