import { startGateway, type As, type Gateway } from '../support/startGateway.js';
import { arrangeCanaries, type Canaries } from './arrangeCanaries.js';
import { findCanaries } from './findCanaries.js';

/** After a busy day no table of the governance database, and no line of the log, has a personal value of anybody. */

let gateway: Gateway;
let canaries: Canaries;
beforeAll(async () => {
  gateway = await startGateway({ snapshot: true });
  canaries = await arrangeCanaries(gateway);
});
afterAll(async () => gateway.close());

const OWN = 'DATA_SUBJECT_RIGHTS';
const signedIn = (name: string): As => ({
  ...gateway.identity(name),
  authTime: Math.floor(gateway.clock.now.getTime() / 1_000) - 5,
});

async function everyTable(): Promise<ReadonlyMap<string, string>> {
  const { rows } = await gateway.data.governance.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const texts = new Map<string, string>();
  for (const { name } of rows) {
    const found = await gateway.data.governance.query<{ text: string }>(`select t::text as text from "${name}" t`);
    texts.set(name, found.rows.map(({ text }) => text).join('\n'));
  }
  return texts;
}

async function found(): Promise<readonly string[]> {
  const tables = [...(await everyTable())].flatMap(([name, text]) =>
    [...findCanaries(text, canaries)].map((token) => `${name} ${token} ${canaries.tokens.get(token) ?? ''}`),
  );
  return [...tables, ...[...findCanaries(gateway.log(), canaries)].map((token) => `log ${token}`)];
}

/** What persons, the desk, staff, partners and tools do all day. Values that a person sends are another person's tokens. */
async function busyDay(): Promise<string> {
  const [stranger = ''] = [...canaries.tokens.keys()].filter((token) => token.startsWith('cnry')).slice(-1);
  const people =
    '{ guardians(first: 20) { nodes { id name phone email address birthDate memberCode children { id name } } } }';
  const asked: readonly (readonly [As, string, string])[] = [
    ['club-staff', 'CLUB_OPERATION', people],
    ['operator-staff', 'CLUB_OPERATION', people],
    ['coop-staff', 'CLUB_OPERATION', people],
    ['marketing-tool', 'BENEFICIAL_INFORMATION', people],
    ['partner-analyst', 'REQUESTED_SERVICE', people],
    ['partner-analyst', 'CONSENTED_DISCLOSURE', people],
    ['consultation-desk', OWN, people],
    ['club-staff', 'CLUB_OPERATION', `{ guardians(first: 5, where: { name: "${stranger}" }) { nodes { name } } }`],
    ['club-staff', 'CLUB_OPERATION', `{ child(id: "${stranger}") { name } }`],
    ['guardian', OWN, `mutation { withdrawConsent(consentId: "${stranger}") { id } }`],
    ['guardian', OWN, `mutation { correctMine(about: "${stranger}", input: { phone: "${stranger}" }) { id } }`],
    [
      signedIn('guardian'),
      OWN,
      `mutation { correctMine(input: { phone: "${stranger}", email: "${stranger}@example.jp" }) { id } }`,
    ],
    [
      signedIn('guardian'),
      OWN,
      `mutation { correctMine(input: { email: "${stranger}@example.jp" }) { id changes { before after } } }`,
    ],
    ['guardian', OWN, 'mutation { exportMine(format: CSV) { document } }'],
    ['guardian', OWN, 'mutation { exportMine(format: JSON) { document } }'],
    ['guardian', OWN, 'mutation { requestRight(right: ACCESS) { key } }'],
    ['guardian', OWN, `mutation { acceptFee(key: "${stranger}") { key } }`],
    [
      'member',
      OWN,
      '{ me { member { name purchases(first: 20) { receiptNumber amount } } disclosures { disclosures { at } } } }',
    ],
    ['privacy-manager', 'GOVERNANCE', `mutation { endSuspension(key: "${stranger}", reason: "x") { key } }`],
    [
      'partner-analyst',
      'ANONYMISED_DISCLOSURE',
      '{ statistics { families(groupBy: [AGE_BAND]) { cells { families { value } } } } }',
    ],
    [signedIn('adult'), OWN, 'mutation { eraseMine { state steps { step problem } } }'],
    [signedIn('employee'), OWN, 'mutation { eraseMine { state steps { step problem } } }'],
  ];
  let left = '';
  for (const [as, purpose, query] of asked) left += (await gateway.ask({ as, purpose, query })).everything;
  return left;
}

test('no personal value is kept beside the sources, whatever was seen, sent, corrected, exported or erased', async () => {
  expect(await found()).toEqual([]);
  const left = await busyDay();
  expect(findCanaries(left, canaries).size).toBeGreaterThan(100);
  await gateway.environment.rights.deliver();
  expect(await found()).toEqual([]);
});

test('the same search finds what is planted', async () => {
  const [token = ''] = canaries.tokens.keys();
  await gateway.data.governance.query(
    `insert into recipient_volumes (organisation, day, since, subjects) values ($1, '2026-11-22', 0, 1)`,
    [token],
  );
  expect(await found()).toHaveLength(1);
});
