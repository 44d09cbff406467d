import { AnalysisStore } from '../../src/analysis/analysisStore.js';
import { loadDemoConsents } from '../../src/embedded/data/loadDemoConsents.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type As, type Data, type Gateway } from '../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway({ snapshot: true });
  await loadDemoConsents(gateway.data.governance, { families: 40, members: 120, today: '2026-11-22' });
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const RIGHTS = 'DATA_SUBJECT_RIGHTS';

async function ask(as: As, purpose: string, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  return (await gateway.ask({ as, purpose, query, variables })).body;
}

function self(alias: string) {
  const { kind, key } = world.person(alias);
  return {
    subjectId: alias,
    organisation: 'SELF',
    roles: ['SELF_GUARDIAN'],
    subject: { kind, reference: key },
  } as const;
}

/** The demo's mother of three, who has just signed in. */
function mother() {
  return { ...gateway.identity('guardian'), authTime: Math.floor(gateway.clock.now.getTime() / 1_000) - 20 };
}

async function seenBy(as: As, purpose: string, fields: string): Promise<Data> {
  const id = gateway.idOf(as, 'Guardian', gateway.identity('guardian').subject?.reference ?? 0);
  return (await ask(as, purpose, `query ($id: ID!) { guardian(id: $id) { ${fields} } }`, { id })).data.guardian;
}

/** What every statistic begins with: how many families there are, before noise. */
async function families(): Promise<bigint> {
  const store = new AnalysisStore({ pool: gateway.data.governance });
  const { id: snapshot } = await store.currentSnapshot();
  const question = { topic: 'FAMILIES', grain: [], regroupedFrom: null, clamp: {}, groupBy: [], keep: {} } as const;
  const [cell] = await store.sums({ ...question, snapshot, sums: ['FAMILIES'] });
  return cell?.sums.FAMILIES ?? 0n;
}

test("TV43 a guardian reads the own child of fifteen raw, and no other guardian's", async () => {
  await gateway.data.club.query(`update children set birth_date = '2011-05-03' where id = $1`, [
    world.person('ca').key,
  ]);
  const query = 'query ($id: ID!) { child(id: $id) { name phone birthDate } }';
  const read = async (alias: string) =>
    (await ask(self('ga'), RIGHTS, query, { id: gateway.idOf(self('ga'), 'Child', world.person(alias).key) })).data
      .child;
  const { name, phone } = world.person('ca');
  expect(await read('ca')).toEqual({ name, phone, birthDate: '2011-05-03' });
  expect(await read('cn')).toBeNull();
  const other = gateway.idOf(self('ga'), 'Child', world.person('cn').key);
  const written = await ask(
    self('ga'),
    RIGHTS,
    `mutation { correctMine(about: "${other}", input: { sex: OTHER }) { id } }`,
  );
  expect(written.errors[0].message).toContain('NOT_OWN_DATA');
});

test('TV48 a copy of everything is electronic and free; a fee for an erasure is an error', async () => {
  const copy = await ask('guardian', RIGHTS, 'mutation { exportMine { fee document } }');
  expect(copy.data.exportMine.fee).toBe(0);
  expect(JSON.parse(copy.data.exportMine.document).guardian.children).toHaveLength(3);
  const opened = await ask('guardian', RIGHTS, 'mutation { requestRight(right: ERASE) { key } }');
  const quote = `mutation { quoteFee(key: "${opened.data.requestRight.key}", costs: [{ what: "x", yen: 500 }], yen: 500) { key } }`;
  expect((await ask('consultation-desk', RIGHTS, quote)).errors[0].message).toContain('FEE_NOT_ALLOWED');
});

test("TV51, TV52 a guardian's story: sees, corrects, withdraws, sees who had what, deletes; others see each step next", async () => {
  // Sees the own record, the children and the purchases.
  const me = `{ me { guardian { name email children { name } member { purchases(first: 3) { product amount } } }
    consents { id subjectKind recipient purpose on meaning } } }`;
  const { guardian, consents } = (await ask('guardian', RIGHTS, me)).data.me;
  expect(guardian.children).toHaveLength(3);
  expect(guardian.member.purchases[0].amount).toBeGreaterThan(0);

  // TV52: corrects the address for mail; the broadcaster's next message of importance goes to the new one.
  expect((await seenBy('operator-staff', 'MATERIAL_CHANGE_NOTICE', 'email')).email).toBe(guardian.email);
  const correct =
    'mutation { correctMine(input: { email: "atarashii@example.jp" }) { state toldTo { organisation } } }';
  const stale = await ask('guardian', RIGHTS, correct);
  expect(stale.errors[0].message).toContain('SIGN_IN_AGAIN');
  expect((await ask(mother(), RIGHTS, correct)).data.correctMine[0].state).toBe('DONE');
  expect((await seenBy('operator-staff', 'MATERIAL_CHANGE_NOTICE', 'email')).email).toBe('atarashii@example.jp');

  // TV51: the bookshop got something with consent; she sees what, when and on which clause, and takes the consent back.
  const bookshop = () => seenBy('partner-analyst', 'CONSENTED_DISCLOSURE', 'name email');
  expect((await bookshop()).email).toBe('atarashii@example.jp');
  const who =
    '{ me { disclosures { disclosures { recipient purpose at items { category form rule basis clauses } } } } }';
  const { disclosures } = (await ask('guardian', RIGHTS, who)).data.me.disclosures;
  const provision = disclosures.find(({ recipient }: Data) => recipient === 'PARTNER_BOOKS');
  expect(provision).toMatchObject({ purpose: 'CONSENTED_DISCLOSURE', at: gateway.clock.now.toISOString() });
  expect(provision.items).toContainEqual({
    category: 'EMAIL',
    form: 'RAW',
    rule: 'T04',
    basis: 'CONSENT',
    clauses: expect.arrayContaining(['A4-3']),
  });
  const given = consents.find(
    ({ on, purpose, subjectKind }: Data) => on && purpose === 'CONSENTED_DISCLOSURE' && subjectKind === 'GUARDIAN',
  );
  await ask('guardian', RIGHTS, `mutation { switchConsent(consentId: "${given.id}", on: false) { on } }`);
  expect(await bookshop()).toBeNull();

  // Deletes: nobody sees her, she is in no statistic, and who else may act goes on.
  const before = await families();
  const erased = await ask(mother(), RIGHTS, 'mutation { eraseMine { state steps { step state } } }');
  expect(erased.data.eraseMine.state).toBe('DONE');
  expect(await families()).toBe(before - 1n);
  for (const [as, purpose] of [
    ['club-staff', 'CLUB_OPERATION'],
    ['operator-staff', 'MATERIAL_CHANGE_NOTICE'],
    ['coop-staff', 'CLUB_OPERATION'],
    ['internal-auditor', 'INTERNAL_AUDIT'],
    ['guardian', RIGHTS],
  ] as const) {
    expect([as, await seenBy(as, purpose, 'name')]).toEqual([as, null]);
  }
  const after = (
    await ask('guardian', RIGHTS, '{ me { guardian { name } disclosures { disclosures { at } } erasure { state } } }')
  ).data.me;
  expect(after).toEqual({ guardian: null, disclosures: { disclosures: [] }, erasure: { state: 'DONE' } });
  const notices = (await ask('coop-staff', 'CLUB_OPERATION', '{ changeNotices { what } }')).data.changeNotices;
  expect(notices.map(({ what }: Data) => what)).toEqual(expect.arrayContaining(['CORRECTION', 'ERASURE']));
});
